using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;
using ConfigSync.Contract;
using ConfigSync.Injection.Reading;

namespace ConfigSync.Injection.Settings;

/// <summary>The table of rules: one row an annotation.</summary>
internal static partial class SettingRules
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    // Kept for itself by the system, by the API server's token, or by us: a copy there would break the container.
    private static readonly string[] ReservedDirectories = ["/proc", "/sys", "/dev", "/config-sync", InjectedNames.ServiceAccountPath];

    public static readonly FrozenDictionary<string, SettingRule> ByName = new SettingRule[]
    {
        new(PodAnnotations.Profile, "be a name of lower-case letters, digits and dashes", Label().IsMatch),
        new(PodAnnotations.Containers, "be a comma list of container names", IsListOfNames),
        new(PodAnnotations.Sources, "be a comma list of configmaps, secrets, or volume names", IsListOfNames),
        OneOf(PodAnnotations.Reload, ReloadValues.Signal, ReloadValues.Http, ReloadValues.Restart, ReloadValues.Rollout, ReloadValues.None),
        new(PodAnnotations.Signal, $"be one of {string.Join(", ", SignalNames.All)}", name => SignalNames.TryGetNumber(name, out _)),
        new(PodAnnotations.Process, "be the name of an executable, without a slash, of at most 255 characters", value => Executable().IsMatch(value)),
        new(PodAnnotations.ReloadUrl, "be an absolute http or https URL without user information", IsUrl),
        OneOf(PodAnnotations.ReloadMethod, "POST", "PUT", "GET"),
        new(PodAnnotations.VerifyUrl, "be an absolute http or https URL without user information", IsUrl),
        new(PodAnnotations.VerifyTimeout, "be a duration from 1s to 1h, such as 30s", IsDuration),
        new(PodAnnotations.Interval, "be a duration from 1s to 1h, such as 60s", IsDuration),
        OneOf(PodAnnotations.Delivery, SettingWords.DeliveryMount, SettingWords.DeliveryCopy),
        OneOf(PodAnnotations.SubPath, SettingWords.SubPathAuto, SettingWords.SubPathRewrite, SettingWords.SubPathKeepPath, SettingWords.SubPathLeave),
        new(PodAnnotations.TargetClaim, "be the name of a PersistentVolumeClaim", value => value.Length <= 253 && Subdomain().IsMatch(value)),
        new(PodAnnotations.TargetPath, "be an absolute directory without '..' or ':', other than the root and the system's own", IsTargetDirectory),
        OneOf(PodAnnotations.Drift, DriftValues.Keep, DriftValues.Restore),
        OneOf(PodAnnotations.EnvChanges, EnvChangesValues.Ignore, EnvChangesValues.Restart, EnvChangesValues.Rollout),
        new(PodAnnotations.RunAsUser, "be a UID from 0 to 2147483647", IsUser),
        OneOf(PodAnnotations.Sidecar, SettingWords.SidecarNative, SettingWords.SidecarContainer, SettingWords.SidecarNone),
        new(PodAnnotations.AgentCpu, "be a quantity or request/limit with the limit not below, such as 1m/100m", value => ResourcePair.TryParse(value, out _)),
        new(PodAnnotations.AgentMemory, "be a quantity or request/limit with the limit not below, such as 10Mi/32Mi", value => ResourcePair.TryParse(value, out _)),
        new(PodAnnotations.AgentPort, "be a port from 1 to 65535", IsPort),
        OneOf(PodAnnotations.AgentImage, SettingWords.AgentImageAuto, SettingWords.AgentImageOwn, SettingWords.AgentImageTarget),
        new(PodAnnotations.AgentImageReference, ImageReference.Rule, ImageReference.IsValid),
        new(PodAnnotations.AgentPullSecrets, SecretNames.Rule, SecretNames.AreValid),
    }.ToFrozenDictionary(rule => rule.Annotation.Name, StringComparer.Ordinal);

    /// <summary>The comma list's entries.</summary>
    public static string[] List(string value) => value.Split(',', StringSplitOptions.TrimEntries);

    /// <summary>True when it could be the name of a container, a volume or a Namespace: a DNS-1123 label.</summary>
    public static bool IsName(string name) => name.Length <= 63 && Label().IsMatch(name);

    private static SettingRule OneOf(PodAnnotation annotation, params string[] values) =>
        new(annotation, $"be one of {string.Join(", ", values)}", value => values.Contains(value, StringComparer.Ordinal));

    private static bool IsListOfNames(string value) => List(value).All(IsName);

    private static bool IsDuration(string value) =>
        DurationText.TryParse(value, out var duration) && duration >= Shortest && duration <= Longest;

    private static bool IsUser(string value) =>
        value.Length <= 10 && long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var user) && user <= int.MaxValue;

    private static bool IsPort(string value) =>
        value.Length <= 5 && int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= PodSettings.HighestPort;

    private static bool IsUrl(string value) =>
        value.Length <= 2048
        && value.All(character => character is > ' ' and < (char)127)
        && Uri.TryCreate(value, UriKind.Absolute, out var url)
        && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps)
        && url.UserInfo.Length == 0;

    private static bool IsTargetDirectory(string value) =>
        value.Length <= 1024
        && value.StartsWith('/')
        && !value.Contains(':', StringComparison.Ordinal)
        && !value.Any(char.IsControl)
        && !PathText.LeadsUp(value)
        && PathText.Absolute(value) is not PathText.Root and var path
        && !ReservedDirectories.Any(reserved => PathText.IsWithin(path, reserved) || PathText.IsBelow(reserved, path));

    [GeneratedRegex(@"\A[a-z0-9]([-a-z0-9]*[a-z0-9])?\z")]
    private static partial Regex Label();

    [GeneratedRegex(@"\A[a-z0-9]([-.a-z0-9]*[a-z0-9])?\z")]
    private static partial Regex Subdomain();

    [GeneratedRegex(@"\A[^\s/\p{C}]{1,255}\z")]
    private static partial Regex Executable();
}

/// <summary>The rule that an annotation's value must keep, on a Pod as in a profile.</summary>
/// <param name="Annotation">The annotation.</param>
/// <param name="Text">The rule, to end the sentence "must …".</param>
/// <param name="Accepts">True when a value keeps it.</param>
internal sealed record SettingRule(PodAnnotation Annotation, string Text, Func<string, bool> Accepts);
