using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace ConfigSync.TestKit.Cluster;

/// <summary>Ports for servers that take theirs as an option, and must get the same one again after a restart.</summary>
public static class ServerPort
{
    private const int Lowest = 10_000;

    // The system hands out the ports above to whoever connects somewhere, so one of those may be taken while its server is being restarted.
    private static readonly int Highest = int.Parse(
        File.ReadAllText("/proc/sys/net/ipv4/ip_local_port_range").Split('\t')[0], CultureInfo.InvariantCulture);

    /// <summary>One that nobody listens on.</summary>
    public static int Find()
    {
        while (true)
        {
            var port = Random.Shared.Next(Lowest, Highest > Lowest ? Highest : ushort.MaxValue);
            if (IsFree(port))
            {
                return port;
            }
        }
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port) { ExclusiveAddressUse = true };
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
