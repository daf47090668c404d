using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using ConfigSync.TestKit;
using ConfigSync.TestKit.Agents;
using ConfigSync.TestKit.Kubelet;

namespace ConfigSync.Agent.Bench;

/// <summary>The time from the rename of <c>..data</c> to the signal in the application, which is this process.</summary>
internal static class SwapToSignal
{
    private const int Warmups = 20;
    private const int Swaps = 1000;

    public static async Task MeasureAsync(Table table)
    {
        using var folder = new TemporaryFolder();
        using var received = new SemaphoreSlim(0);
        var receivedAt = 0L;
        using var registration = PosixSignalRegistration.Create(PosixSignal.SIGHUP, context =>
        {
            Volatile.Write(ref receivedAt, Stopwatch.GetTimestamp());
            context.Cancel = true;
            received.Release();
        });
        var swappedAt = 0L;
        var volume = new KubeletVolume(folder.PathOf("volume")) { BeforeRename = () => swappedAt = Stopwatch.GetTimestamp() };
        volume.Write(("key", "start"));
        var self = Path.GetFileName(Environment.ProcessPath)!;
        await using var agent = await AgentProcess.StartAsync($"--source=app:{volume.Path}", "--reload=signal", $"--process={self}");
        await agent.ReadyAsync();

        var took = new List<double>();
        for (var swap = 0; swap < Warmups + Swaps; swap++)
        {
            volume.Write(("key", swap.ToString(CultureInfo.InvariantCulture)));
            if (!await received.WaitAsync(TimeSpan.FromSeconds(10)))
            {
                throw new TimeoutException($"swap {swap} caused no signal");
            }

            if (swap >= Warmups)
            {
                took.Add(Stopwatch.GetElapsedTime(swappedAt, Volatile.Read(ref receivedAt)).TotalMilliseconds);
            }
        }

        took.Sort();
        table.Add($"swap to signal, p50 of {Swaps}", took[Swaps / 2], 3, "ms");
        table.Add($"swap to signal, p99 of {Swaps}", took[Swaps * 99 / 100], 10, "ms");
    }
}
