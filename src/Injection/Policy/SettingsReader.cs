using ConfigSync.Contract;
using ConfigSync.Injection.Reading;
using ConfigSync.Options;

namespace ConfigSync.Injection.Policy;

/// <summary>
/// From annotations and profiles to settings: the Pod's annotation, then the profile that the Pod names, then the profile of its Namespace; a Pod for
/// which there is neither gets the profile <c>default</c>. Then the built-in default.
/// </summary>
internal static class SettingsReader
{
    // Ours too, but written by us and not settings.
    private static readonly string[] WrittenByUs = [InjectedNames.RecordAnnotationKey, InjectedNames.NudgeAnnotationKey, InjectedNames.ContentHashAnnotationKey];

    public static PodSettings Read(PodView pod, string? @namespace, ProfileSet profiles, FaultList faults)
    {
        CheckLabels(pod, faults);
        var accepted = CheckAnnotations(pod.Annotations, faults);
        var named = pod.Annotations.GetValueOrDefault(PodAnnotations.Profile.Key);
        var (first, below) = profiles.For(named, @namespace);
        var profile = Find(first, profiles, faults);
        return PodSettings.From(new SettingValues(accepted, profile, below is null ? null : Find(below, profiles, faults)));
    }

    /// <summary>Checks one value against its rule; null when it keeps it.</summary>
    public static string? Violation(string name, string value)
    {
        var rule = SettingRules.ByName[name];
        return rule.Accepts(value) ? null : $"must {rule.Text} (was {FaultList.Quote(value)})";
    }

    private static void CheckLabels(PodView pod, FaultList faults)
    {
        foreach (var (key, value) in pod.Labels)
        {
            if (key == InjectedNames.InjectLabelKey)
            {
                if (!InjectLabel.All.Contains(value))
                {
                    faults.Add(Reasons.UnknownLabelValue,
                        $"invalid label: {key} must be one of {string.Join(", ", InjectLabel.All)} (was {FaultList.Quote(value)})");
                }
            }
            else if (key != InjectedNames.StatusLabelKey)
            {
                var hint = SettingRules.ByName.ContainsKey(key[InjectedNames.Prefix.Length..]) ? "is an annotation, not a label" : "is not a label that is known";
                faults.Add(Reasons.UnknownAnnotation, $"invalid label: {FaultList.Quote(key)} {hint} (was {FaultList.Quote(value)})");
            }
        }
    }

    // A value that broke its rule is already a fault; the default stands in for it so that the rest can be checked as well.
    private static Dictionary<string, string> CheckAnnotations(Dictionary<string, string> annotations, FaultList faults)
    {
        var accepted = new Dictionary<string, string>(annotations, StringComparer.Ordinal);
        foreach (var (key, value) in annotations)
        {
            if (!WrittenByUs.Contains(key, StringComparer.Ordinal) && !IsAccepted(key, value, faults))
            {
                accepted.Remove(key);
            }
        }

        return accepted;
    }

    private static bool IsAccepted(string key, string value, FaultList faults)
    {
        var name = key[InjectedNames.Prefix.Length..];

        if (key == InjectedNames.InjectLabelKey)
        {
            faults.Add(Reasons.UnknownAnnotation, $"invalid annotation: {key} is a label, not an annotation (was {FaultList.Quote(value)})");
        }
        else if (!SettingRules.ByName.ContainsKey(name))
        {
            faults.Add(Reasons.UnknownAnnotation,
                $"invalid annotation: {FaultList.Quote(key)} is not known{Suggestion(name, SettingRules.ByName.Keys, InjectedNames.Prefix)} (was {FaultList.Quote(value)})");
        }
        else if (Violation(name, value) is { } violation)
        {
            faults.Add(Reasons.BadValue, $"invalid annotation: {key} {violation}");
        }
        else
        {
            return true;
        }

        return false;
    }

    /// <summary><c>; did you mean 'x'?</c>, or nothing when no name is near.</summary>
    public static string Suggestion(string name, IEnumerable<string> known, string prefix = "") =>
        NearestName.Of(name, known) is { } nearest ? $"; did you mean '{prefix}{nearest}'?" : "";

    private static IReadOnlyDictionary<string, string> Find(string name, ProfileSet profiles, FaultList faults)
    {
        if (!profiles.TryGet(name, out var values) && Violation(PodAnnotations.Profile.Name, name) is null)
        {
            faults.Add(Reasons.UnknownProfile,
                $"invalid annotation: {PodAnnotations.Profile.Key} must be one of {string.Join(", ", profiles.Names)}{Suggestion(name, profiles.Names)}"
                + $" (was {FaultList.Quote(name)})");
        }

        return values;
    }
}
