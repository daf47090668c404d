using System.Diagnostics;
using ConfigSync.TestKit;
using ConfigSync.TestKit.Kubelet;
using ConfigSync.TestKit.Processes;

namespace ConfigSync.Agent.Bench;

/// <summary>The time from the start of the program to the first copy.</summary>
internal static class FirstCopy
{
    private const int Runs = 30;

    public static async Task MeasureAsync(Table table)
    {
        using var folder = new TemporaryFolder();
        var volume = new KubeletVolume(folder.PathOf("volume"));
        volume.Write(("app.yaml", "answer: 42\n"));
        var took = new List<double>();
        for (var run = 0; run < Runs; run++)
        {
            var target = folder.PathOf($"target-{run}/app.yaml");
            var began = Stopwatch.GetTimestamp();
            await using var agent = RunningProgram.Start(Binaries.Find("config-sync"), [$"--source=app:{volume.Path}", $"--copy=app/app.yaml:{target}", "--listen=off"]);
            while (!File.Exists(target))
            {
                Thread.SpinWait(100);
            }

            took.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        took.Sort();
        table.Add($"start to first copy, median of {Runs}", took[Runs / 2], 30, "ms");
    }
}
