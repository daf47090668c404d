using System.Globalization;
using System.Text.Json.Nodes;
using ConfigSync.TestKit;
using ConfigSync.TestKit.Agents;
using ConfigSync.TestKit.Kubelet;
using ConfigSync.TestKit.Processes;
using ConfigSync.TestKit.Requirements;

namespace ConfigSync.Agent.Tests.Applications;

public sealed class PrometheusTests : IDisposable
{
    private static readonly HttpClient Http = new();

    private readonly TemporaryFolder _folder = new();
    private readonly KubeletVolume _volume;
    private readonly string _name = TestApplication.UniqueName();

    public PrometheusTests() => _volume = new KubeletVolume(_folder.PathOf("volume"));

    public void Dispose() => _folder.Dispose();

    [FactIfAvailable(Requirement.Prometheus)]
    public async Task ReloadByHttpIsAppliedAndABrokenOneIsReportedUntilCorrected()
    {
        Write("11s");
        await using var prometheus = StartPrometheus();
        var root = await RootAsync(prometheus);
        await using var agent = await AgentProcess.StartAsync(
            $"--source=app:{_volume.Path}", "--reload=http", $"--reload-url={root}-/reload", $"--verify-url={root}-/ready");
        await agent.ReadyAsync();

        Write("22s");
        await agent.InSyncAsync(changes: 1);
        Assert.Contains("scrape_interval: 22s", await ConfigurationAsync(root), StringComparison.Ordinal);

        _volume.Write(("prometheus.yml", "global:\n  scrape_interval: nonsense\n"));
        var failed = await agent.EventAsync("NotApplied");
        Assert.Contains("answered 500", (string?)failed["error"], StringComparison.Ordinal);
        Assert.Contains("scrape_interval: 22s", await ConfigurationAsync(root), StringComparison.Ordinal);

        var began = TimeProvider.System.GetTimestamp();
        Write("33s");
        await agent.InSyncAsync(changes: 3);
        Assert.InRange(TimeProvider.System.GetElapsedTime(began), TimeSpan.Zero, TimeSpan.FromSeconds(5));
        Assert.Contains("scrape_interval: 33s", await ConfigurationAsync(root), StringComparison.Ordinal);
    }

    [FactIfAvailable(Requirement.Prometheus)]
    public async Task ReloadBySignalIsApplied()
    {
        Write("11s");
        await using var prometheus = StartPrometheus();
        var root = await RootAsync(prometheus);
        await using var agent = await AgentProcess.StartAsync(
            $"--source=app:{_volume.Path}", "--reload=signal", $"--process={_name}", $"--verify-url={root}-/ready");
        await agent.ReadyAsync();

        Write("22s");
        await Wait.Until(async () => (await ConfigurationAsync(root)).Contains("scrape_interval: 22s", StringComparison.Ordinal), "Prometheus has the change");
        await agent.InSyncAsync(changes: 1);
        Assert.False(prometheus.HasExited);
    }

    private void Write(string interval) => _volume.Write(("prometheus.yml", $"global:\n  scrape_interval: {interval}\n"));

    private RunningProgram StartPrometheus() => RunningProgram.Start(
        Tools.Alias("prometheus", _folder, _name),
        [
            $"--config.file={_volume.PathOf("prometheus.yml")}", $"--storage.tsdb.path={_folder.PathOf("data")}",
            "--web.listen-address=127.0.0.1:0", "--web.enable-lifecycle",
        ]);

    // It says which port it was given.
    private static async Task<Uri> RootAsync(RunningProgram prometheus)
    {
        var port = 0;
        await Wait.Until(
            () => prometheus.Errors.Any(line => line.Contains("Listening on", StringComparison.Ordinal) && TryPort(line, out port)), "Prometheus listens");
        var root = new Uri($"http://127.0.0.1:{port}/");
        await Wait.Until(async () => await IsReadyAsync(root), "Prometheus is ready");
        return root;
    }

    private static async Task<bool> IsReadyAsync(Uri root)
    {
        using var response = await Http.GetAsync(new Uri(root, "-/ready"));
        return response.IsSuccessStatusCode;
    }

    private static bool TryPort(string line, out int port)
    {
        var start = line.IndexOf("127.0.0.1:", StringComparison.Ordinal) + "127.0.0.1:".Length;
        var digits = new string([.. line[start..].TakeWhile(char.IsAsciiDigit)]);
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port > 0;
    }

    private static async Task<string> ConfigurationAsync(Uri root) =>
        (string)JsonNode.Parse(await Http.GetStringAsync(new Uri(root, "api/v1/status/config")))!["data"]!["yaml"]!;
}
