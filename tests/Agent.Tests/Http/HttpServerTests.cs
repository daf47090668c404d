using System.Net;
using System.Net.Sockets;
using System.Text;
using ConfigSync.Agent.Http;
using ConfigSync.Agent.Options;
using ConfigSync.Agent.Reporting;
using ConfigSync.TestKit;

namespace ConfigSync.Agent.Tests.Http;

public sealed class HttpServerTests : IDisposable
{
    private readonly HttpServer _server = HttpServer.Start(
        new ListenAddress(IPAddress.Loopback, 0), static path => path == "/" ? HttpPage.Line(200, "hello") : HttpPage.Line(404, "no"), TimeProvider.System);

    public void Dispose() => _server.Dispose();

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: x\r\n\r\n", "200 OK", "hello")]
    [InlineData("GET /?query HTTP/1.0\r\n\r\n", "200 OK", "hello")]
    [InlineData("GET /other HTTP/1.1\r\n\r\n", "404 Not Found", "no")]
    [InlineData("POST / HTTP/1.1\r\n\r\n", "405 Method Not Allowed", "only GET and HEAD")]
    [InlineData("nonsense\r\n\r\n", "400 Bad Request", "the request is not HTTP/1.1")]
    [InlineData("GET relative HTTP/1.1\r\n\r\n", "400 Bad Request", "the request is not HTTP/1.1")]
    public async Task RequestIsAnswered(string request, string status, string body)
    {
        var answer = await SendAsync(request);
        Assert.StartsWith($"HTTP/1.1 {status}\r\n", answer, StringComparison.Ordinal);
        Assert.EndsWith($"\r\n\r\n{body}\n", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HeadIsAnsweredWithoutABody() =>
        Assert.EndsWith("Content-Length: 6\r\nConnection: close\r\n\r\n", await SendAsync("HEAD / HTTP/1.1\r\n\r\n"), StringComparison.Ordinal);

    [Fact]
    public async Task RequestThatIsTooLongIsRefused() =>
        Assert.StartsWith("HTTP/1.1 431 ", await SendAsync("GET / HTTP/1.1\r\nX: " + new string('x', 5000) + "\r\n\r\n"), StringComparison.Ordinal);

    [Fact]
    public async Task ConnectionsThatSayNothingDoNotKeepOthersOutForever()
    {
        var idle = Enumerable.Range(0, 20).Select(_ => Connect()).ToList();
        try
        {
            // Sixteen are served at a time; who says nothing for five seconds makes room.
            Assert.StartsWith("HTTP/1.1 200 ", await SendAsync("GET / HTTP/1.1\r\n\r\n"), StringComparison.Ordinal);
        }
        finally
        {
            idle.ForEach(static client => client.Dispose());
        }
    }

    [Fact]
    public void LoopThatHangsTurnsHealthRed()
    {
        var clock = new ManualTimeProvider();
        var status = new AgentStatus(new AgentOptions { Sources = [new SourceOption("app", "/app")] }, clock);
        var pages = Pages.Of(status, "1.2.3");
        Assert.Equal(200, pages("/healthz").Status);
        clock.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal(503, pages("/healthz").Status);
        status.Turned();
        Assert.Equal(200, pages("/healthz").Status);
    }

    [Fact]
    public void MetricsAreGroupedUnderTheirHeads()
    {
        var status = new AgentStatus(new AgentOptions { Sources = [new SourceOption("a", "/a"), new SourceOption("b", "/b")], Reload = ReloadMode.Signal }, TimeProvider.System);
        status.Observe(Phase.Tell, TimeSpan.FromMilliseconds(3));
        status.Ended(ReloadResult.Applied, null);
        var lines = MetricsPage.Print(status, "1.2.3").Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Contains("config_sync_phase_duration_seconds_bucket{phase=\"tell\",le=\"0.0025\"} 0", lines);
        Assert.Contains("config_sync_phase_duration_seconds_bucket{phase=\"tell\",le=\"0.005\"} 1", lines);
        Assert.Contains("config_sync_reloads_total{result=\"applied\"} 1", lines);
        Assert.Contains("config_sync_reloads_total{result=\"refused\"} 0", lines);
        var heads = lines.Where(static line => line.StartsWith("# TYPE ", StringComparison.Ordinal)).Select(static line => line.Split(' ')[2]).ToList();
        Assert.Equal(heads.Distinct(), heads);
        var current = "";
        foreach (var line in lines)
        {
            current = line.StartsWith("# TYPE ", StringComparison.Ordinal) ? line.Split(' ')[2] : current;
            Assert.True(line[0] == '#' || line.StartsWith(current, StringComparison.Ordinal), $"'{line}' stands under '{current}'");
        }
    }

    private TcpClient Connect() => new("127.0.0.1", _server.Port);

    private async Task<string> SendAsync(string request)
    {
        using var client = Connect();
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request));
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync();
    }
}
