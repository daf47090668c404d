using ConfigSync.Contract;
using ConfigSync.Injection.Findings;
using ConfigSync.Injection.Reading;

namespace ConfigSync.Injection.Settings;

/// <summary>
/// From annotations and profiles to settings: the Pod's annotation, then the profile that the Pod names, then the profile of its Namespace; a Pod for
/// which there is neither gets the profile <c>default</c>. Then the built-in default.
/// </summary>
internal static class SettingsReader
{
    // Ours too, but written by us and not settings.
    private static readonly string[] WrittenByUs = [InjectedNames.RecordAnnotationKey, InjectedNames.NudgeAnnotationKey, InjectedNames.ContentHashAnnotationKey];

    public static PodSettings Read(PodView pod, string? @namespace, ProfileSet profiles, ErrorList errors)
    {
        CheckLabels(pod, errors);
        var accepted = CheckAnnotations(pod.Annotations, errors);
        var named = pod.Annotations.GetValueOrDefault(PodAnnotations.Profile.Key);
        var (first, below) = profiles.For(named, @namespace);
        var profile = Find(first, profiles, errors);
        return PodSettings.From(new SettingValues(accepted, profile, below is null ? null : Find(below, profiles, errors)));
    }

    /// <summary>Checks one value against its rule; null when it keeps it.</summary>
    public static string? Violation(string name, string value)
    {
        var rule = SettingRules.ByName[name];
        return rule.Accepts(value) ? null : $"must {rule.Text} (was {ErrorList.Quote(value)})";
    }

    private static void CheckLabels(PodView pod, ErrorList errors)
    {
        foreach (var (key, value) in pod.Labels)
        {
            if (key == InjectedNames.InjectLabelKey)
            {
                if (!InjectLabel.All.Contains(value))
                {
                    errors.Add(Reasons.UnknownLabelValue,
                        $"invalid label: {key} must be one of {string.Join(", ", InjectLabel.All)} (was {ErrorList.Quote(value)})");
                }
            }
            else if (key != InjectedNames.StatusLabelKey)
            {
                var hint = SettingRules.ByName.ContainsKey(key[InjectedNames.Prefix.Length..]) ? "is an annotation, not a label" : "is an unknown label";
                errors.Add(Reasons.UnknownAnnotation, $"invalid label: {ErrorList.Quote(key)} {hint} (was {ErrorList.Quote(value)})");
            }
        }
    }

    // A value that broke its rule is already an error; the default stands in for it so that the rest can be checked as well.
    private static Dictionary<string, string> CheckAnnotations(Dictionary<string, string> annotations, ErrorList errors)
    {
        var accepted = new Dictionary<string, string>(annotations, StringComparer.Ordinal);
        foreach (var (key, value) in annotations)
        {
            if (!WrittenByUs.Contains(key, StringComparer.Ordinal) && !IsAccepted(key, value, errors))
            {
                accepted.Remove(key);
            }
        }

        return accepted;
    }

    private static bool IsAccepted(string key, string value, ErrorList errors)
    {
        var name = key[InjectedNames.Prefix.Length..];

        if (key == InjectedNames.InjectLabelKey)
        {
            errors.Add(Reasons.UnknownAnnotation, $"invalid annotation: {key} is a label, not an annotation (was {ErrorList.Quote(value)})");
        }
        else if (!SettingRules.ByName.ContainsKey(name))
        {
            errors.Add(Reasons.UnknownAnnotation,
                $"invalid annotation: {ErrorList.Quote(key)} is not known{Suggestion(name, SettingRules.ByName.Keys, InjectedNames.Prefix)} (was {ErrorList.Quote(value)})");
        }
        else if (Violation(name, value) is { } violation)
        {
            errors.Add(Reasons.BadValue, $"invalid annotation: {key} {violation}");
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

    private static IReadOnlyDictionary<string, string> Find(string name, ProfileSet profiles, ErrorList errors)
    {
        if (!profiles.TryGet(name, out var values) && Violation(PodAnnotations.Profile.Name, name) is null)
        {
            errors.Add(Reasons.UnknownProfile,
                $"invalid annotation: {PodAnnotations.Profile.Key} must be one of {string.Join(", ", profiles.Names)}{Suggestion(name, profiles.Names)}"
                + $" (was {ErrorList.Quote(name)})");
        }

        return values;
    }
}
