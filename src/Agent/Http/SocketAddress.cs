using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace ConfigSync.Agent.Http;

/// <summary><c>struct sockaddr_in</c> and <c>sockaddr_in6</c>.</summary>
internal static class SocketAddress
{
    internal const int Ipv4 = 2;
    internal const int Ipv6 = 10;

    public static int Family(IPAddress address) => address.AddressFamily == AddressFamily.InterNetworkV6 ? Ipv6 : Ipv4;

    public static byte[] From(IPAddress address, int port)
    {
        var six = Family(address) == Ipv6;
        var bytes = new byte[six ? 28 : 16];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, (ushort)Family(address));
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(2), (ushort)port);
        address.TryWriteBytes(bytes.AsSpan(six ? 8 : 4), out _);
        return bytes;
    }

    public static int Port(ReadOnlySpan<byte> address) => BinaryPrimitives.ReadUInt16BigEndian(address[2..]);
}
