using System.Net;

namespace ConfigSync.Agent.Options;

/// <summary>Where HTTP is served.</summary>
/// <param name="Address">The address; <see langword="null"/> for every address of the Pod.</param>
/// <param name="Port">The port; 0 lets the kernel choose.</param>
internal sealed record ListenAddress(IPAddress? Address, int Port)
{
    /// <summary>Reads <c>[&lt;address&gt;]:&lt;port&gt;</c>, an IPv6 address in brackets.</summary>
    public static ListenAddress? Parse(string text)
    {
        var colon = text.LastIndexOf(':');
        if (colon < 0 || !ushort.TryParse(text.AsSpan(colon + 1), out var port))
        {
            return null;
        }

        var host = text.AsSpan(0, colon);
        if (host.IsEmpty)
        {
            return new ListenAddress(null, port);
        }

        var bracketed = host is ['[', .., ']'];
        return IPAddress.TryParse(bracketed ? host[1..^1] : host, out var address) && bracketed == host.Contains(':')
            ? new ListenAddress(address, port)
            : null;
    }
}
