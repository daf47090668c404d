using ConfigSync.Contract;

namespace ConfigSync.Injection.Policy;

/// <summary>The effective values of a Pod's settings, all known to be well-formed, and whether the Pod gave them itself.</summary>
internal sealed class SettingValues(IReadOnlyDictionary<string, string> annotations, IReadOnlyDictionary<string, string> profile)
{
    public string? this[PodAnnotation annotation] =>
        annotations.TryGetValue(annotation.Key, out var own) ? own
        : profile.TryGetValue(annotation.Name, out var shared) ? shared
        : null;

    /// <summary>Whether the Pod says it itself: only that can contradict the Pod.</summary>
    public bool IsFromPod(PodAnnotation annotation) => annotations.ContainsKey(annotation.Key);
}
