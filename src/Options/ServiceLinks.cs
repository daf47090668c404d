namespace ConfigSync.Options;

/// <summary>
/// Variables that the kubelet sets in every container for each Service of the namespace (<c>enableServiceLinks</c>). Those of a Service called
/// <c>config-sync-something</c> begin with our prefix, but nobody typed them: refusing them would keep every Pod of the namespace from starting.
/// </summary>
public static class ServiceLinks
{
    private static readonly string[] Parts = ["", "_PROTO", "_PORT", "_ADDR"];
    private static readonly string[] Protocols = ["_TCP", "_UDP", "_SCTP"];
    private static readonly string[] Schemes = ["tcp://", "udp://", "sctp://"];

    /// <summary>
    /// True for <c>X_SERVICE_HOST</c>, <c>X_SERVICE_PORT[_NAME]</c>, <c>X_PORT_80_TCP[_ADDR…]</c>, and for <c>X_PORT</c> when it holds a URL of a
    /// port: with any other value it is more likely one of our options, mistyped.
    /// </summary>
    public static bool Contains(string variable, string value) =>
        variable.EndsWith("_SERVICE_HOST", StringComparison.Ordinal)
        || variable.EndsWith("_SERVICE_PORT", StringComparison.Ordinal)
        || variable.Contains("_SERVICE_PORT_", StringComparison.Ordinal)
        || (variable.EndsWith("_PORT", StringComparison.Ordinal) && Schemes.Any(scheme => value.StartsWith(scheme, StringComparison.Ordinal)))
        || Protocols.Any(protocol => Parts.Any(part => IsPort(variable, protocol + part)));

    private static bool IsPort(string variable, string suffix)
    {
        if (!variable.EndsWith(suffix, StringComparison.Ordinal))
        {
            return false;
        }

        var rest = variable.AsSpan(0, variable.Length - suffix.Length);
        var digits = rest.Length - rest.TrimEnd("0123456789").Length;
        return digits > 0 && rest[..^digits].EndsWith("_PORT_");
    }
}
