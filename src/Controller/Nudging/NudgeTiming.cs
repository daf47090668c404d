namespace ConfigSync.Controller.Nudging;

/// <summary>How fast Pods are nudged.</summary>
/// <param name="Rate">Patches per second in the long run.</param>
/// <param name="Burst">Patches at once after a quiet time.</param>
/// <param name="Interval">The least time between two patches of one Pod.</param>
/// <param name="Repeat">When the second patch follows the first: the kubelet's own watch may lag behind ours.</param>
internal sealed record NudgeTiming(int Rate, int Burst, TimeSpan Interval, TimeSpan Repeat);
