using System.ComponentModel;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace ConfigSync.Container.Tests.Runtime;

/// <summary>The network of a Pod, reached from outside of it. A socket belongs for ever to the network in which it was made.</summary>
internal static partial class NetworkNamespace
{
    private const int CloneNewNet = 0x40000000;

    /// <summary>Connects to a port of the loopback device in the network of a process.</summary>
    public static async ValueTask<Stream> ConnectAsync(int process, int port, CancellationToken cancellation)
    {
        var socket = Socket(process);
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static Socket Socket(int process)
    {
        Socket? made = null;
        Exception? refused = null;
        // A thread of its own, which ends: the one that has moved must never do anything else.
        var thread = new Thread(() =>
        {
            try
            {
                using var file = File.OpenHandle($"/proc/{process}/ns/net");
                if (SetNamespace(file, CloneNewNet) != 0)
                {
                    throw new Win32Exception(Marshal.GetLastPInvokeError(), $"can't enter the network of process {process}");
                }

                made = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            }
            catch (Exception e)
            {
                refused = e;
            }
        });
        thread.Start();
        thread.Join();
        return made ?? throw new InvalidOperationException($"can't make a socket in the network of process {process}", refused);
    }

    [LibraryImport("libc", EntryPoint = "setns", SetLastError = true)]
    private static partial int SetNamespace(SafeHandle file, int kind);
}
