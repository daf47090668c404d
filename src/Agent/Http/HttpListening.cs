using System.Net;
using ConfigSync.Agent.Native;
using ConfigSync.Agent.Options;
using Microsoft.Win32.SafeHandles;

namespace ConfigSync.Agent.Http;

/// <summary>Opens the listening socket.</summary>
internal static unsafe class HttpListening
{
    private const int ReuseAddress = 2;
    private const int Ipv6Level = 41;
    private const int Ipv6Only = 26;

    public static SafeFileHandle Open(ListenAddress address, int backlog)
    {
        if (address.Address is { } one)
        {
            return Open(one, address.Port, backlog);
        }

        try
        {
            // Accepts IPv4 as well, on a dual-stack node.
            return Open(IPAddress.IPv6Any, address.Port, backlog);
        }
        catch (NativeException noIpv6) when (noIpv6.Error == Errno.AddressFamily)
        {
            return Open(IPAddress.Any, address.Port, backlog);
        }
    }

    public static int PortOf(SafeFileHandle listener)
    {
        var address = stackalloc byte[28];
        var length = 28u;
        return LibcSockets.GetName(listener, address, ref length) == 0 ? SocketAddress.Port(new ReadOnlySpan<byte>(address, (int)length)) : 0;
    }

    private static SafeFileHandle Open(IPAddress address, int port, int backlog)
    {
        var noun = $"{address}:{port}";
        var listener = LibcSockets.Create(SocketAddress.Family(address), LibcSockets.Stream | LibcSockets.NonBlocking | LibcSockets.CloseOnExec, 0);
        if (!listener.IsInvalid)
        {
            _ = LibcSockets.SetOption(listener, LibcSockets.SocketLevel, ReuseAddress, 1, sizeof(int));
            if (address.Equals(IPAddress.IPv6Any))
            {
                _ = LibcSockets.SetOption(listener, Ipv6Level, Ipv6Only, 0, sizeof(int));
            }

            var bytes = SocketAddress.From(address, port);
            fixed (byte* start = bytes)
            {
                if (LibcSockets.Bind(listener, start, (uint)bytes.Length) == 0 && LibcSockets.Listen(listener, backlog) == 0)
                {
                    return listener;
                }
            }
        }

        var refused = NativeException.For("listen on", noun);
        listener.Dispose();
        throw refused;
    }
}
