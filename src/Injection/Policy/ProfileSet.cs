using System.Collections.Frozen;
using ConfigSync.Contract;

namespace ConfigSync.Injection.Policy;

/// <summary>Named sets of annotation values, checked when made, so that a bad one is the operator's fault and never a Pod's.</summary>
public sealed class ProfileSet
{
    private readonly FrozenDictionary<string, IReadOnlyDictionary<string, string>> _profiles;

    private ProfileSet(IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> profiles) =>
        _profiles = profiles.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The name of the profile that holds where the Pod names none; it always exists.</summary>
    public const string DefaultName = "default";

    /// <summary>Just an empty <c>default</c>.</summary>
    public static ProfileSet Empty { get; } = new(new Dictionary<string, IReadOnlyDictionary<string, string>>());

    /// <summary>The names, <c>default</c> among them.</summary>
    public IEnumerable<string> Names => _profiles.Keys.Append(DefaultName).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    /// <summary>Checks every profile with the rules that hold for Pods.</summary>
    /// <param name="profiles">Profile name to annotation name (without prefix) to value.</param>
    /// <param name="faults">Every fault; when there is one, the result is <see cref="Empty"/>.</param>
    public static ProfileSet Create(IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> profiles, out IReadOnlyList<Finding> faults)
    {
        var found = new FaultList();
        foreach (var (profile, values) in profiles.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            foreach (var (name, value) in values.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            {
                Check($"profiles.{profile}.{name}", name, value, found);
            }
        }

        faults = found.ToList();
        return found.IsEmpty ? new ProfileSet(profiles) : Empty;
    }

    private static void Check(string field, string name, string value, FaultList faults)
    {
        if (name == PodAnnotations.Profile.Name)
        {
            faults.Add(Reasons.BadValue, $"invalid profile: {field} is not allowed, a profile names no other (was {FaultList.Quote(value)})");
        }
        else if (!SettingRules.ByName.ContainsKey(name))
        {
            faults.Add(Reasons.UnknownAnnotation,
                $"invalid profile: {field} is not known{SettingsReader.Suggestion(name, SettingRules.ByName.Keys)} (was {FaultList.Quote(value)})");
        }
        else if (SettingsReader.Violation(name, value) is { } violation)
        {
            faults.Add(Reasons.BadValue, $"invalid profile: {field} {violation}");
        }
    }

    /// <summary>Finds the values of a profile; an empty <see cref="DefaultName"/> is always found.</summary>
    public bool TryGet(string name, out IReadOnlyDictionary<string, string> values)
    {
        if (_profiles.TryGetValue(name, out var found))
        {
            values = found;
            return true;
        }

        values = FrozenDictionary<string, string>.Empty;
        return name == DefaultName;
    }
}
