using System.Diagnostics;
using ConfigSync.TestKit;

namespace ConfigSync.Controller.Bench;

/// <summary>From the write of a ConfigMap to the arrival of the first patch, with an idle bucket: the watch, the controller and the request.</summary>
internal static class LatencyBench
{
    private const int Changes = 300;

    public static async Task<IEnumerable<Row>> RunAsync(string path)
    {
        await using var controller = await MeasuredController.StartAsync(path, configMaps: Changes, podsEach: 1);
        await controller.SettleAsync();
        var times = new List<double>();
        for (var i = 0; i < Changes; i++)
        {
            var changedAt = Stopwatch.GetTimestamp();
            MeasuredController.PutConfigMap(controller.Server, i);
            var name = $"application-{i}-7d9c5b8f6-00000";
            await Wait.Until(() => controller.Server.CallsOf("patch", "pods").Exists(call => call.Name == name));
            times.Add(Stopwatch.GetElapsedTime(changedAt, controller.Server.CallsOf("patch", "pods").First(call => call.Name == name).At).TotalMilliseconds);
        }

        times.Sort();
        var (median, p99) = (times[Changes / 2], times[(int)(Changes * 0.99)]);
        return
        [
            new Row("change to patch arrived, idle bucket, median", $"{median:0.0} ms", "", true),
            new Row("change to patch arrived, idle bucket, p99", $"{p99:0.0} ms", "< 20 ms", p99 < 20),
        ];
    }
}
