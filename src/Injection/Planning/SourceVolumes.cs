using ConfigSync.Contract;
using ConfigSync.Injection.Findings;
using ConfigSync.Injection.Reading;
using ConfigSync.Injection.Settings;

namespace ConfigSync.Injection.Planning;

/// <summary>Which of the Pod's volumes are sources.</summary>
internal static class SourceVolumes
{
    /// <summary>The source volumes by name. A volume that holds a service account token never is one: the agent has no token, whoever it belongs to.</summary>
    public static Dictionary<string, VolumeView> Select(PodView pod, PodSettings settings, ErrorList errors)
    {
        var volumes = pod.Volumes ?? [];
        var selected = new Dictionary<string, VolumeView>(StringComparer.Ordinal);
        foreach (var volume in volumes)
        {
            if (IsOfKind(volume, settings) && !InjectedNames.IsInjectedVolume(volume.Name) && !IsToken(volume, pod))
            {
                selected[volume.Name] = volume;
            }
        }

        foreach (var name in settings.SourceNames)
        {
            var volume = pod.Volume(name);
            if (volume is not null && IsSource(volume, pod))
            {
                selected[name] = volume;
            }
            else if (settings.Values.IsFromPod(PodAnnotations.Sources))
            {
                // A profile names volumes of many Pods; what the Pod names itself must be there.
                errors.Add(volume is null ? Reasons.UnknownVolume : Reasons.NotASource, Violation(name, volume, volumes));
            }
        }

        return selected;
    }

    private static string Violation(string name, VolumeView? volume, List<VolumeView> volumes)
    {
        var rule = volume is null
            ? $"volumes of the Pod{SettingsReader.Suggestion(name, volumes.Select(known => known.Name))}"
            : "volumes of ConfigMaps or Secrets without a service account token";
        return $"invalid annotation: {PodAnnotations.Sources.Key} must name {rule} (was {ErrorList.Quote(name)})";
    }

    private static bool IsSource(VolumeView volume, PodView pod) =>
        (volume.Shows(ProjectionKind.ConfigMap) || volume.Shows(ProjectionKind.Secret)) && !IsToken(volume, pod);

    private static bool IsOfKind(VolumeView volume, PodSettings settings) =>
        (settings.WatchesConfigMaps && volume.Shows(ProjectionKind.ConfigMap)) || (settings.WatchesSecrets && volume.Shows(ProjectionKind.Secret));

    // The older form of a token is an ordinary Secret volume, recognised by its mount path.
    private static bool IsToken(VolumeView volume, PodView pod) =>
        volume.HasToken || IsMountedAsToken(volume, pod.InitContainers ?? []) || IsMountedAsToken(volume, pod.Containers);

    private static bool IsMountedAsToken(VolumeView volume, List<ContainerView> containers)
    {
        foreach (var container in containers)
        {
            if (container.MountAt(InjectedNames.ServiceAccountPath)?.Volume == volume.Name)
            {
                return true;
            }
        }

        return false;
    }
}
