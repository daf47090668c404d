using ConfigSync.TestKit;
using ConfigSync.TestKit.Agents;
using ConfigSync.TestKit.Http;
using ConfigSync.TestKit.Kubelet;

namespace ConfigSync.Agent.Tests.EndToEnd;

public sealed class HttpTests : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly KubeletVolume _volume;
    private readonly ScriptedServer _server = ScriptedServer.Start();

    public HttpTests()
    {
        _volume = new KubeletVolume(_folder.PathOf("volume"));
        _volume.Write(("key", "one"));
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task UrlIsCalledOnceForAChange()
    {
        await using var agent = await StartAsync("--reload-method=PUT");
        _volume.Write(("key", "two"));
        await agent.InSyncAsync(changes: 1);
        Assert.Equal(["PUT /reload"], _server.Requests);
    }

    [Fact]
    public async Task FailureIsTriedAgainUntilItSucceeds()
    {
        _server.Answer("/reload", 500, 500, 200);
        await using var agent = await StartAsync();
        _volume.Write(("key", "two"));
        await agent.InSyncAsync(changes: 1);

        Assert.Equal(["POST /reload", "POST /reload", "POST /reload"], _server.Requests);
        Assert.Equal(2, await agent.MetricAsync("config_sync_reloads_total{result=\"failed\"}"));
        Assert.Equal(1, await agent.MetricAsync("config_sync_reloads_total{result=\"applied\"}"));
        Assert.Contains("answered 500", (string?)(await agent.EventAsync("NotApplied"))["error"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task RedirectIsNotFollowed()
    {
        _server.Answer("/reload", 302);
        await using var agent = await StartAsync();
        _volume.Write(("key", "two"));
        var failed = await agent.EventAsync("NotApplied");

        Assert.Contains("redirects are not followed, name the final URL", (string?)failed["error"], StringComparison.Ordinal);
        Assert.DoesNotContain("POST /elsewhere", _server.Requests);
    }

    [Fact]
    public async Task NewContentDoesNotWaitForTheBackoffOfTheOld()
    {
        _server.Answer("/reload", [.. Enumerable.Repeat(500, 6), 200]);
        await using var agent = await StartAsync();
        _volume.Write(("key", "broken"));
        await Wait.Until(() => _server.Requests.Count == 6, "the broken one was tried six times");

        // The next attempt for the old content is seconds away by now.
        var began = TimeProvider.System.GetTimestamp();
        _volume.Write(("key", "corrected"));
        await agent.InSyncAsync(changes: 2);
        Assert.InRange(TimeProvider.System.GetElapsedTime(began), TimeSpan.Zero, TimeSpan.FromSeconds(3));
    }

    [Fact]
    public async Task RevertToTheFormerContentCausesAReloadBecauseTheApplicationMayHaveTheOther()
    {
        await using var agent = await StartAsync();
        _volume.Write(("key", "two"));
        await agent.InSyncAsync(changes: 1);
        _server.Answer("/reload", 500, 500, 500, 200);
        _volume.Write(("key", "three"));
        await agent.EventAsync("NotApplied");
        _volume.Write(("key", "two"));
        await agent.InSyncAsync(changes: 3);
        Assert.True(await agent.MetricAsync("config_sync_reloads_total{result=\"applied\"}") >= 2);
    }

    [Fact]
    public async Task UrlThatIsDownIsTriedUntilItIsUp()
    {
        var port = _server.Port;
        await using var agent = await StartAsync();
        await _server.DisposeAsync();
        _volume.Write(("key", "two"));
        var failed = await agent.EventAsync("NotApplied");
        Assert.Contains("can't connect to", (string?)failed["error"], StringComparison.Ordinal);
        Assert.Equal(200, await agent.CodeAsync("/healthz"));

        await using var up = ScriptedServer.Start(port);
        await agent.InSyncAsync(changes: 1);
        Assert.Contains("POST /reload", up.Requests);
    }

    [Fact]
    public async Task SlowAnswerKeepsNothingElseWaiting()
    {
        _server.Hold("/reload");
        await using var agent = await StartAsync();
        _volume.Write(("key", "two"));
        await Wait.Until(() => _server.Requests.Count == 1, "the call is under way");
        _volume.Write(("key", "three"));
        _volume.Write(("key", "four"));
        await Wait.Until(async () => await agent.MetricAsync("config_sync_changes_observed_total{source=\"app\"}") >= 2, "the changes meanwhile were seen");
        Assert.Equal(200, await agent.CodeAsync("/healthz"));

        _server.Release();
        await agent.InSyncAsync(changes: 2);
        Assert.Equal(["POST /reload", "POST /reload"], _server.Requests);
    }

    [Fact]
    public async Task ReloadCountsAsDoneOnlyWhenVerified()
    {
        _server.Answer("/ready", 503, 503, 200);
        await using var agent = await StartAsync($"--verify-url={_server.Url("/ready")}");
        _volume.Write(("key", "two"));
        await agent.InSyncAsync(changes: 1);

        Assert.Equal(["POST /reload", "GET /ready", "GET /ready", "GET /ready"], _server.Requests);
        Assert.NotNull((await agent.EventAsync("ConfigApplied", static entry => (string?)entry["how"] == "verified"))["verify_ms"]);
    }

    [Fact]
    public async Task VerificationThatNeverComesIsReportedAndNewContentCutsItShort()
    {
        _server.Answer("/ready", 503);
        await using var agent = await StartAsync($"--verify-url={_server.Url("/ready")}", "--verify-timeout=1s");
        _volume.Write(("key", "two"));
        var unverified = await agent.EventAsync("NotApplied");
        Assert.Equal("unverified", (string?)unverified["result"]);
        Assert.Contains("can't verify within 1s: GET", (string?)unverified["error"], StringComparison.Ordinal);
        Assert.True(await agent.MetricAsync("config_sync_reloads_total{result=\"unverified\"}") >= 1);

        _server.Answer("/ready", 200);
        _volume.Write(("key", "three"));
        await agent.InSyncAsync(changes: 2);
    }

    [Fact]
    public async Task VerificationUnderWayIsDroppedForNewContent()
    {
        _server.Hold("/ready");
        await using var agent = await StartAsync($"--verify-url={_server.Url("/ready")}", "--verify-timeout=1h");
        _volume.Write(("key", "two"));
        await Wait.Until(() => _server.Requests.Contains("GET /ready"), "the verification is under way");

        _volume.Write(("key", "three"));
        await Wait.Until(() => _server.Requests.Count(static request => request == "POST /reload") == 2, "the new content was reloaded at once");
        _server.Release();
        await agent.InSyncAsync(changes: 2);
    }

    [Fact]
    public async Task HttpsOnLoopbackWorksWithACertificateOfItsOwn()
    {
        await using var tls = ScriptedServer.StartTls();
        await using var agent = await AgentProcess.StartAsync(
            $"--source=app:{_volume.Path}", "--reload=http", $"--reload-url={tls.Url("/reload")}", $"--verify-url={tls.Url("/ready")}");
        await agent.ReadyAsync();
        _volume.Write(("key", "two"));
        await agent.InSyncAsync(changes: 1);
        Assert.Equal(["POST /reload", "GET /ready"], tls.Requests);
    }

    private async Task<AgentProcess> StartAsync(params string[] more)
    {
        var agent = await AgentProcess.StartAsync([$"--source=app:{_volume.Path}", "--reload=http", $"--reload-url={_server.Url("/reload")}", .. more]);
        await agent.ReadyAsync();
        return agent;
    }
}
