using ConfigSync.Contract;

namespace ConfigSync.Injection.Settings;

/// <summary>The effective values of a Pod's settings, all known to be well-formed, and who gave them.</summary>
/// <param name="annotations">The Pod's.</param>
/// <param name="profile">The profile that the Pod names; else that of its Namespace; else <c>default</c>.</param>
/// <param name="below">The profile of its Namespace, when the Pod names one itself.</param>
internal sealed class SettingValues(
    IReadOnlyDictionary<string, string> annotations, IReadOnlyDictionary<string, string> profile, IReadOnlyDictionary<string, string>? below = null)
{
    private const int Nowhere = int.MaxValue;

    public string? this[PodAnnotation annotation] =>
        annotations.TryGetValue(annotation.Key, out var own) ? own
        : profile.TryGetValue(annotation.Name, out var shared) ? shared
        : below is not null && below.TryGetValue(annotation.Name, out var common) ? common
        : null;

    /// <summary>True when the Pod says it itself: only that can contradict the Pod.</summary>
    public bool IsFromPod(PodAnnotation annotation) => annotations.ContainsKey(annotation.Key);

    /// <summary>True when one is given nearer to the Pod than another, which was then not written with it in mind.</summary>
    public bool IsNearer(PodAnnotation one, PodAnnotation other) => Distance(one) < Distance(other);

    private int Distance(PodAnnotation annotation) =>
        annotations.ContainsKey(annotation.Key) ? 0
        : profile.ContainsKey(annotation.Name) ? 1
        : below is not null && below.ContainsKey(annotation.Name) ? 2
        : Nowhere;
}
