namespace ConfigSync.Agent.Options;

/// <summary>
/// The variables that the kubelet sets in every container for every Service of the namespace. A Service called <c>config-sync-something</c>
/// puts some under our prefix; they are no options, and refusing them would keep every Pod of the namespace from starting.
/// </summary>
internal static class ServiceLinks
{
    private static readonly string[] Parts = ["", "_PROTO", "_PORT", "_ADDR"];
    private static readonly string[] Protocols = ["_TCP", "_UDP", "_SCTP"];

    /// <summary>Whether a variable has one of the forms <c>X_SERVICE_HOST</c>, <c>X_SERVICE_PORT[_name]</c>, <c>X_PORT</c>, <c>X_PORT_80_TCP[_ADDR…]</c>.</summary>
    public static bool IsOne(string variable) =>
        variable.EndsWith("_SERVICE_HOST", StringComparison.Ordinal)
        || variable.Contains("_SERVICE_PORT", StringComparison.Ordinal)
        || variable.EndsWith("_PORT", StringComparison.Ordinal)
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
