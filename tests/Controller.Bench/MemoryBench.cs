using ConfigSync.TestKit;

namespace ConfigSync.Controller.Bench;

/// <summary>Memory with few and with many Pods, and what the controller costs while nothing happens.</summary>
internal static class MemoryBench
{
    private const int ConfigMaps = 500;
    private const int PodsEach = 10;
    private const double Megabyte = 1024 * 1024;

    private static readonly TimeSpan IdleTime = TimeSpan.FromSeconds(15);

    public static async Task<IEnumerable<Row>> RunAsync(string path)
    {
        var small = await ResidentAsync(path, podsEach: 0);
        await using var controller = await MeasuredController.StartAsync(path, ConfigMaps, PodsEach, "--nudge-rate=2000");
        await controller.SettleAsync();
        var large = controller.ResidentBytes();
        var perPod = (double)(large - small) / (ConfigMaps * PodsEach);

        var before = controller.ProcessorTime();
        var since = TimeProvider.System.GetTimestamp();
        await Wait.Until(() => TimeProvider.System.GetElapsedTime(since) >= IdleTime);
        var idle = (controller.ProcessorTime() - before) / IdleTime * 100;
        return
        [
            new Row($"resident with {ConfigMaps} ConfigMaps and no Pod", $"{small / Megabyte:0.0} MB", "", true),
            new Row($"resident with {ConfigMaps} ConfigMaps and {ConfigMaps * PodsEach} Pods", $"{large / Megabyte:0.0} MB", "< 80 MB", large < 80 * Megabyte),
            new Row("growth per Pod", $"{perPod / 1024:0.00} KB", "< 4 KB", perPod < 4096),
            new Row("processor while nothing happens", $"{idle:0.00} %", "< 0.5 %", idle < 0.5),
        ];
    }

    private static async Task<long> ResidentAsync(string path, int podsEach)
    {
        await using var controller = await MeasuredController.StartAsync(path, ConfigMaps, podsEach);
        await controller.SettleAsync();
        return controller.ResidentBytes();
    }
}
