using ConfigSync.Injection.Reading;

namespace ConfigSync.Injection.Planning.Sidecar;

/// <summary>
/// Images whose init, s6-overlay, ends at once when it is not PID 1 (https://github.com/just-containers/s6-overlay), as no process of the application
/// is where processes are shared. An image does not say so, so these are the publishers that build all of theirs like that.
/// </summary>
internal static class PidOneImages
{
    private static readonly byte[][] Repositories =
        ["linuxserver/"u8.ToArray(), "hotio/"u8.ToArray(), "jlesage/"u8.ToArray(), "home-assistant/"u8.ToArray(), "homeassistant/"u8.ToArray()];

    /// <summary>The first container that cannot share its processes; any of the Pod's, since all of them would.</summary>
    public static ContainerView? Find(PodView pod) =>
        pod.Containers.Find(container => IsOne(container, pod)) ?? pod.InitContainers?.Find(container => container.IsNativeSidecar && IsOne(container, pod));

    private static bool IsOne(ContainerView container, PodView pod) => container.Image is { } image && IsOne(pod.Json.Span[image]);

    private static bool IsOne(ReadOnlySpan<byte> image)
    {
        // In the JSON, so behind a quote, or behind the registry.
        foreach (var repository in Repositories)
        {
            var at = image.IndexOf(repository);
            if (at > 0 && image[at - 1] is (byte)'"' or (byte)'/')
            {
                return true;
            }
        }

        return false;
    }
}
