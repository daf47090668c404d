using System.Diagnostics;
using ConfigSync.TestKit;

namespace ConfigSync.Controller.Bench;

/// <summary>A thousand Pods of one ConfigMap: at the configured rate, one patch per Pod and pass, and not one request more.</summary>
internal static class RateBench
{
    private const int Pods = 1000;
    private const int Rate = 200;
    private const int Burst = 200;

    public static async Task<IEnumerable<Row>> RunAsync(string path)
    {
        await using var controller = await MeasuredController.StartAsync(path, configMaps: 1, podsEach: Pods, $"--nudge-rate={Rate}", $"--nudge-burst={Burst}");
        await controller.SettleAsync();
        var before = controller.ProcessorTime();

        MeasuredController.PutConfigMap(controller.Server, 0);
        await Wait.Until(() => controller.Server.CallsOf("patch", "pods").Count >= Pods * 2);
        var used = controller.ProcessorTime() - before;
        var patches = controller.Server.CallsOf("patch", "pods");
        var seconds = Stopwatch.GetElapsedTime(patches[0].At, patches[^1].At).TotalSeconds;
        await MoreCallsAsync();

        var calls = controller.Server.Calls.Where(call => call.Resource != "leases").ToList();
        var most = calls.GroupBy(call => call.Name).Max(pod => pod.Count());
        var rate = ((Pods * 2) - Burst) / seconds;
        return
        [
            new Row($"{Pods} Pods of one ConfigMap, {Rate}/s after a burst of {Burst}", $"{rate:0.0} /s", $"{Rate} /s ± 5%", rate is > Rate * 0.95 and < Rate * 1.05),
            new Row("patches of one Pod, at most", $"{most}", "2", most == 2),
            new Row("API calls of that change, leases aside", $"{calls.Count}", $"{Pods * 2}", calls.Count == Pods * 2),
            new Row("processor time per patch", $"{used.TotalMilliseconds / (Pods * 2):0.00} ms", "", true),
        ];
    }

    /// <summary>Gives calls that should not come the time to come.</summary>
    private static Task MoreCallsAsync()
    {
        var since = TimeProvider.System.GetTimestamp();
        return Wait.Until(() => TimeProvider.System.GetElapsedTime(since) > TimeSpan.FromSeconds(4));
    }
}
