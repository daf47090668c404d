using System.Text.RegularExpressions;

namespace ConfigSync.Webhook.Configuration;

/// <summary>
/// Variables that the kubelet sets for each Service of the namespace (<c>enableServiceLinks</c>). A Service whose name starts like our prefix
/// makes variables under it that nobody typed, so they must not count as unknown settings.
/// </summary>
internal static partial class ServiceLink
{
    /// <summary>Whether a variable is one of those.</summary>
    public static bool Is(string name, string value) =>
        name.EndsWith("_SERVICE_HOST", StringComparison.Ordinal) || ServicePort().IsMatch(name) || LinkValue().IsMatch(value) || LinkPart().IsMatch(name);

    [GeneratedRegex("_SERVICE_PORT(_[A-Z0-9_]+)?$")]
    private static partial Regex ServicePort();

    // <SERVICE>_PORT and <SERVICE>_PORT_443_TCP hold a URL of this kind, which no setting of ours can be.
    [GeneratedRegex("^(tcp|udp|sctp)://")]
    private static partial Regex LinkValue();

    [GeneratedRegex("_PORT_[0-9]+_(TCP|UDP|SCTP)_(PROTO|PORT|ADDR)$")]
    private static partial Regex LinkPart();
}
