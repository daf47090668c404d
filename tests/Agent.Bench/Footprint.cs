using System.Globalization;
using ConfigSync.TestKit;
using ConfigSync.TestKit.Agents;
using ConfigSync.TestKit.Kubelet;
using ConfigSync.TestKit.Processes;

namespace ConfigSync.Agent.Bench;

/// <summary>The cost of an idle agent after work: memory, processor time, and the size of its program.</summary>
internal static class Footprint
{
    private const int Changes = 20;
    // For a while after a signal the agent watches the process, and then returns memory: not idle yet.
    private static readonly TimeSpan Aftermath = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(60);

    public static async Task MeasureAsync(Table table)
    {
        using var folder = new TemporaryFolder();
        var volume = new KubeletVolume(folder.PathOf("volume"));
        volume.Write(("app.yaml", "answer: 42\n"));
        await using var application = await TestApplication.StartAsync(volume.PathOf("app.yaml"));
        await using var agent = await AgentProcess.StartAsync(
            $"--source=app:{volume.Path}", $"--copy=app:{folder.PathOf("copy")}", $"--state={folder.PathOf("state")}",
            "--reload=signal", $"--process={application.Name}");
        await agent.ReadyAsync();
        for (var change = 1; change <= Changes; change++)
        {
            volume.Write(("app.yaml", $"answer: {change}\n"));
            await agent.InSyncAsync(change);
            await agent.MetricAsync("config_sync_ready");
        }

        await Task.Delay(Aftermath, TimeProvider.System);
        var before = ProcessorTime(agent.Program.Id);
        await Task.Delay(Idle, TimeProvider.System);
        var spent = ProcessorTime(agent.Program.Id) - before;
        table.Add("memory, idle: resident", Kilobytes(agent.Program.Id, "VmRSS:") / 1024, 14, "MB");
        table.Add("memory, idle: anonymous", Kilobytes(agent.Program.Id, "RssAnon:") / 1024, 3, "MB");
        table.Add($"processor over {Idle.TotalSeconds:0} idle seconds", spent.TotalMilliseconds, 10, "ms");
        table.Add("size of the program", new FileInfo(Binaries.Find("config-sync")).Length / 1048576d, 8, "MB");
    }

    private static double Kilobytes(int process, string field)
    {
        var line = File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith(field, StringComparison.Ordinal));
        return double.Parse(line[field.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
    }

    // In nanoseconds; /proc/PID/stat counts in hundredths of a second, too coarse for this.
    private static TimeSpan ProcessorTime(int process) => TimeSpan.FromMicroseconds(
        Directory.GetDirectories($"/proc/{process}/task").Sum(static thread => Nanoseconds(File.ReadAllText(thread + "/schedstat"))) / 1000);

    private static double Nanoseconds(string schedstat) => double.Parse(schedstat.Split(' ')[0], CultureInfo.InvariantCulture);
}
