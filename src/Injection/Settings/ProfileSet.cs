using System.Collections.Frozen;
using ConfigSync.Contract;
using ConfigSync.Injection.Findings;

namespace ConfigSync.Injection.Settings;

/// <summary>
/// Named sets of annotation values, and which Namespace has which; checked when made, so that a bad one is the operator's error and never a Pod's.
/// </summary>
public sealed class ProfileSet
{
    private static readonly FrozenDictionary<string, string> NoNamespaces = FrozenDictionary<string, string>.Empty;

    private readonly FrozenDictionary<string, IReadOnlyDictionary<string, string>> _profiles;
    private readonly FrozenDictionary<string, string> _namespaces;
    private string? _chosen;

    private ProfileSet(IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> profiles, IReadOnlyDictionary<string, string> namespaces)
    {
        _profiles = profiles.ToFrozenDictionary(StringComparer.Ordinal);
        _namespaces = namespaces.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>The name of the profile that holds where neither the Pod names one nor its Namespace has one; it always exists.</summary>
    public const string DefaultName = "default";

    /// <summary>Just an empty <c>default</c>.</summary>
    public static ProfileSet Empty { get; } = new(new Dictionary<string, IReadOnlyDictionary<string, string>>(), NoNamespaces);

    /// <summary>The names, <c>default</c> among them.</summary>
    public IEnumerable<string> Names => NamesOf(_profiles.Keys);

    /// <summary>Checks every profile with the rules that hold for Pods.</summary>
    /// <param name="profiles">Profile name to annotation name (without prefix) to value.</param>
    /// <param name="errors">Every error; when there is one, the result is <see cref="Empty"/>.</param>
    public static ProfileSet Create(IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> profiles, out IReadOnlyList<ProfileError> errors) =>
        Create(profiles, NoNamespaces, out errors);

    /// <summary>Checks every profile with the rules that hold for Pods, and that the profile of each Namespace is one of them.</summary>
    /// <param name="profiles">Profile name to annotation name (without prefix) to value.</param>
    /// <param name="namespaces">Namespace name to profile name.</param>
    /// <param name="errors">Every error; when there is one, the result is <see cref="Empty"/>.</param>
    public static ProfileSet Create(
        IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> profiles, IReadOnlyDictionary<string, string> namespaces,
        out IReadOnlyList<ProfileError> errors)
    {
        var found = new List<ProfileError>();
        foreach (var (profile, values) in profiles.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            foreach (var (name, value) in values.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            {
                Check(FieldOf(profile, name), name, value, found);
            }
        }

        var names = NamesOf(profiles.Keys).ToList();
        foreach (var (name, profile) in namespaces.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            CheckNamespace(name, profile, names, found);
        }

        errors = found;
        return found.Count == 0 ? new ProfileSet(profiles, namespaces) : Empty;
    }

    /// <summary>The field of an error about a value of a profile.</summary>
    public static string FieldOf(string profile, string annotation) => $"profiles.{profile}.{annotation}";

    /// <summary>The field of an error about the entry of a Namespace.</summary>
    public static string FieldOf(string @namespace) => $"namespaces.{@namespace}";

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

    /// <summary>
    /// The profiles that hold for a Pod: the one that it names, or that of its Namespace, or <see cref="DefaultName"/>; and, below one that it names, that of its
    /// Namespace.
    /// </summary>
    public (string First, string? Below) For(string? named, string? @namespace) =>
        named is null ? (_chosen ?? NameFor(@namespace) ?? DefaultName, null) : (named, NameFor(@namespace));

    /// <summary>The same, where Pods that name no profile get this one, whatever their Namespace has.</summary>
    public ProfileSet WithChosen(string profile) => new(_profiles, _namespaces) { _chosen = profile };

    /// <summary>The name of the profile that a Namespace has, or <see langword="null"/> when it has none.</summary>
    public string? NameFor(string? @namespace) => @namespace is not null && _namespaces.TryGetValue(@namespace, out var profile) ? profile : null;

    private static IEnumerable<string> NamesOf(IEnumerable<string> given) => given.Append(DefaultName).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    private static void Check(string field, string name, string value, List<ProfileError> errors)
    {
        if (name == PodAnnotations.Profile.Name)
        {
            Add(Reasons.BadValue, $"is not allowed, a profile names no other (was {ErrorList.Quote(value)})");
        }
        else if (!SettingRules.ByName.ContainsKey(name))
        {
            Add(Reasons.UnknownAnnotation, $"is not known{SettingsReader.Suggestion(name, SettingRules.ByName.Keys)} (was {ErrorList.Quote(value)})");
        }
        else if (SettingsReader.Violation(name, value) is { } violation)
        {
            Add(Reasons.BadValue, violation);
        }

        void Add(Reason reason, string text) => errors.Add(new ProfileError(field, new Finding(reason, $"invalid profile: {field} {text}")));
    }

    private static void CheckNamespace(string name, string profile, List<string> profiles, List<ProfileError> errors)
    {
        var field = FieldOf(name);
        if (!SettingRules.IsName(name))
        {
            Add(Reasons.BadValue, $"must be the name of a Namespace, of at most 63 lower-case letters, digits and dashes (was {ErrorList.Quote(name)})");
        }

        if (!profiles.Contains(profile))
        {
            Add(Reasons.UnknownProfile,
                $"must be one of {string.Join(", ", profiles)}{SettingsReader.Suggestion(profile, profiles)} (was {ErrorList.Quote(profile)})");
        }

        void Add(Reason reason, string text) => errors.Add(new ProfileError(field, new Finding(reason, $"invalid namespace: {field} {text}")));
    }
}

/// <summary>An error in the profiles, and its place.</summary>
/// <param name="Field">The path of the entry: <c>profiles.web.interval</c>, <c>namespaces.shop</c>.</param>
/// <param name="Finding">The error.</param>
public sealed record ProfileError(string Field, Finding Finding)
{
    /// <summary>The error, as people see it.</summary>
    public override string ToString() => Finding.ToString();
}
