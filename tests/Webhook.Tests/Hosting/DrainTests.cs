using System.Net.Security;
using System.Net.Sockets;
using System.Net;
using System.Text;
using ConfigSync.TestKit;
using ConfigSync.TestKit.Http;

namespace ConfigSync.Webhook.Tests.Hosting;

public sealed class DrainTests
{
    private static readonly byte[] Review = Corpus.Body("metrics-governor");
    private static readonly Uri Readyz = new("/readyz", UriKind.Relative);

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task StopUnderLoadFailsNoCall(string signal)
    {
        await using var webhook = await WebhookProcess.StartAsync(static _ => ["--drain-seconds=3"]);
        var clients = Enumerable.Range(0, 8).Select(_ => webhook.Client()).ToArray();
        var load = Load.Start(Review, clients);
        await Wait.Until(() => load.Answered > 50, "the load runs");

        webhook.Program.Signal(signal);
        await Wait.Until(async () => await ReadinessAsync(webhook) == HttpStatusCode.ServiceUnavailable, "it is not ready");
        // As in a cluster: calls still come for a while after the probe said no, and are answered like any other.
        var answered = load.Answered;
        await Wait.Until(() => load.Answered > answered + 50, "calls are still answered");
        await load.StopAsync();

        Assert.Equal(0, await webhook.Program.ExitCodeAsync());
        Assert.Empty(load.Failures);
        Assert.Equal(0, (await webhook.EventAsync("Stopped")).GetProperty("inFlight").GetInt32());
        Array.ForEach(clients, static client => client.Dispose());
    }

    [Fact]
    public async Task KeptConnectionsAreClosedWithAnAnswerWhileDraining()
    {
        await using var webhook = await WebhookProcess.StartAsync(static _ => ["--drain-seconds=5"]);
        using var client = webhook.Client();
        using (var before = await client.PostAsync("/mutate", Review))
        {
            Assert.NotEqual(true, before.Headers.ConnectionClose);
        }

        webhook.Program.Signal("TERM");
        await Wait.Until(async () => await ReadinessAsync(webhook) == HttpStatusCode.ServiceUnavailable, "it is not ready");
        using var during = await client.PostAsync("/mutate", Review);
        Assert.Equal(HttpStatusCode.OK, during.StatusCode);
        Assert.True(during.Headers.ConnectionClose);
        Assert.Equal(1, client.Connections);
    }

    [Fact]
    public async Task RequestUnderWayIsAnsweredAfterTheListenersClosed()
    {
        await using var webhook = await WebhookProcess.StartAsync(static _ => ["--drain-seconds=0", "--shutdown-seconds=20"]);
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, webhook.Https.Port);
        await using var connection = new SslStream(
            socket.GetStream(), leaveInnerStreamOpen: false, (_, certificate, _, _) => certificate?.GetSerialNumberString() == webhook.FirstPair.SerialNumber);
        await connection.AuthenticateAsClientAsync("localhost");
        await connection.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /mutate HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {Review.Length}\r\n\r\n"));
        await connection.WriteAsync(Review.AsMemory(0, Review.Length / 2));
        await Wait.Until(
            async () => Exposition.Parse(await webhook.Plain.GetStringAsync(new Uri("/metrics", UriKind.Relative)))["config_sync_webhook_in_flight_requests"] is 1,
            "the request is under way");

        webhook.Program.Signal("TERM");
        await Wait.Until(() => RefusesAsync(webhook.Https.Port), "the port is closed");
        await connection.WriteAsync(Review.AsMemory(Review.Length / 2));

        using var reader = new StreamReader(connection);
        Assert.Equal("HTTP/1.1 200 OK", await reader.ReadLineAsync());
        Assert.Equal(0, await webhook.Program.ExitCodeAsync());
    }

    [Fact]
    public async Task SecondSignalDoesNotCutTheDrainShort()
    {
        await using var webhook = await WebhookProcess.StartAsync(static _ => ["--drain-seconds=1"]);
        webhook.Program.Signal("TERM");
        webhook.Program.Signal("TERM");
        await Wait.Until(async () => await ReadinessAsync(webhook) == HttpStatusCode.ServiceUnavailable, "it is not ready");
        using var client = webhook.Client();
        using var response = await client.PostAsync("/mutate", Review);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(0, await webhook.Program.ExitCodeAsync());
    }

    private static async Task<HttpStatusCode> ReadinessAsync(WebhookProcess webhook)
    {
        using var response = await webhook.Plain.GetAsync(Readyz);
        return response.StatusCode;
    }

    private static async Task<bool> RefusesAsync(int port)
    {
        using var probe = new TcpClient();
        try
        {
            await probe.ConnectAsync(IPAddress.Loopback, port);
            return false;
        }
        catch (SocketException)
        {
            return true;
        }
    }
}
