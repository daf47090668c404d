using System.Text.RegularExpressions;

namespace ConfigSync.Injection.Settings;

/// <summary>A comma list of names of Secrets, as an annotation and an option give it.</summary>
public static partial class SecretNames
{
    /// <summary>The rule of such a list, to end the sentence "must …".</summary>
    public const string Rule = "be a comma list of names of Secrets, of lower-case letters, digits, dashes and dots";

    private const int LongestName = 253;

    /// <summary>The names; none of an empty text.</summary>
    public static IReadOnlyList<string> Of(string list) => list.Length == 0 ? [] : SettingRules.List(list);

    /// <summary>True when each of them could be a Secret's: a DNS-1123 subdomain. An empty text has an empty name.</summary>
    public static bool AreValid(string list) => SettingRules.List(list).All(static name => name.Length <= LongestName && Subdomain().IsMatch(name));

    [GeneratedRegex(@"\A[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\z")]
    private static partial Regex Subdomain();
}
