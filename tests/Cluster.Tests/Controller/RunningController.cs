using System.Globalization;
using ConfigSync.TestKit;
using ConfigSync.TestKit.Cluster;
using ConfigSync.TestKit.Processes;
using Xunit.Sdk;

namespace ConfigSync.Cluster.Tests.Controller;

/// <summary>The built controller, as a process.</summary>
internal sealed class RunningController : IAsyncDisposable
{
    private const string Prefix = "config_sync_controller_";

    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _http;

    private RunningController(string kubeConfig, string identity, IEnumerable<string> arguments)
    {
        var port = ServerPort.Find();
        _http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = Wait.Patience };
        Program = RunningProgram.Start(
            Binaries.Find("config-sync-controller"),
            [$"--kubeconfig={_folder.Write("config", kubeConfig)}", $"--identity={identity}", $"--listen=127.0.0.1:{port}", .. arguments]);
    }

    public RunningProgram Program { get; }

    public static RunningController Start(string kubeConfig, string identity, params IEnumerable<string> arguments) => new(kubeConfig, identity, arguments);

    /// <summary>How many lines were logged of an event.</summary>
    public int Count(string name) => Program.Output.Count(line => Is(line, name));

    /// <summary>Waits for an event, and for it to have come so many times.</summary>
    public async Task UntilAsync(string name, int times = 1)
    {
        try
        {
            await Wait.Until(() => Program.HasExited || Count(name) >= times, $"the controller logs {name} {times} times");
            Assert.True(Count(name) >= times, $"the controller ended before it logged {name} {times} times");
        }
        catch (XunitException e)
        {
            throw new XunitException($"{e.Message}; it wrote:\n{string.Join('\n', [.. Program.Output, .. Program.Errors])}", e);
        }
    }

    /// <summary>The value of one of its metrics; 0 while it is not there, or the program not listening yet.</summary>
    public async Task<long> MetricAsync(string series)
    {
        try
        {
            var text = await _http.GetStringAsync("/metrics");
            var line = text.Split('\n').SingleOrDefault(line => line.StartsWith(Prefix + series + " ", StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture);
        }
        catch (HttpRequestException)
        {
            return 0;
        }
    }

    /// <summary>The answer of its readiness endpoint.</summary>
    public async Task<int> ReadinessAsync()
    {
        using var answer = await _http.GetAsync("/readyz");
        return (int)answer.StatusCode;
    }

    /// <summary>Ends it as Kubernetes does, so that it gives its Lease back.</summary>
    public async Task<int> StopAsync()
    {
        Program.Signal("TERM");
        return await Program.ExitCodeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (!Program.HasExited)
            {
                await StopAsync();
            }
        }
        finally
        {
            await Program.DisposeAsync();
            _http.Dispose();
            _folder.Dispose();
        }
    }

    private static bool Is(string line, string name) => line.Contains($"\"event\":\"{name}\"", StringComparison.Ordinal);
}
