using Xunit.Sdk;

namespace ConfigSync.EndToEnd.Running;

/// <summary>Waits for what a cluster takes its time for.</summary>
internal static class Patience
{
    /// <summary>Pods that have to be scheduled, started and probed, volumes that the kubelet looks at once a minute.</summary>
    public static readonly TimeSpan Long = TimeSpan.FromMinutes(3);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    /// <summary>Waits until something holds; the description may say what was seen instead.</summary>
    public static async Task UntilAsync(Func<Task<bool>> condition, Func<string> what, TimeSpan? limit = null)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            if (TimeProvider.System.GetElapsedTime(began) > (limit ?? Long))
            {
                throw new XunitException($"not within {(limit ?? Long).TotalSeconds:0} s: {what()}");
            }

            await Task.Delay(Pause, TimeProvider.System);
        }
    }

    /// <summary>Waits until something holds.</summary>
    public static Task UntilAsync(Func<Task<bool>> condition, string what, TimeSpan? limit = null) => UntilAsync(condition, () => what, limit);
}
