using System.Diagnostics;
using System.Net;
using ConfigSync.TestKit;
using ConfigSync.TestKit.Certificates;
using ConfigSync.TestKit.Http;

namespace ConfigSync.Webhook.Tests.Reloading;

public sealed class CertificateSwapTests : IAsyncLifetime
{
    private static readonly byte[] Review = Corpus.Body("metrics-governor");
    private WebhookProcess _webhook = null!;

    public async Task InitializeAsync() => _webhook = await WebhookProcess.StartAsync();

    public async Task DisposeAsync() => await _webhook.DisposeAsync();

    [Fact]
    public async Task SwapUnderLoadFailsNoCallAndDropsNoConnection()
    {
        using var kept = _webhook.Client();
        // These connect anew all the time, so that handshakes go on while pairs come and go.
        using var restless = _webhook.Client(connectionLifetime: TimeSpan.FromMilliseconds(5));
        using var another = _webhook.Client(connectionLifetime: TimeSpan.FromMilliseconds(5));
        var load = Load.Start(Review, kept, restless, another);

        var pairs = new List<PemPair> { _webhook.FirstPair };
        for (var swap = 0; swap < 5; swap++)
        {
            var pair = _webhook.Ca.Issue();
            Write(pair);
            pairs.Add(pair);
            await SeenAsync(restless, pair);
        }

        await load.StopAsync();
        Assert.Empty(load.Failures);
        Assert.True(load.Answered > 50, $"only {load.Answered} calls were made");
        Assert.Equal(1, kept.Connections);
        Assert.Equal(pairs.Select(static pair => pair.SerialNumber), restless.SerialNumbers.Distinct());
    }

    [Fact]
    public async Task SecretVolumeIsFollowedThroughItsLink()
    {
        await using var webhook = await WebhookProcess.StartAsync(static folder =>
        {
            Directory.CreateDirectory(folder.PathOf("..one"));
            File.Move(folder.PathOf(WebhookProcess.CertificateName), folder.PathOf("..one/tls.crt"));
            File.Move(folder.PathOf(WebhookProcess.KeyName), folder.PathOf("..one/tls.key"));
            File.CreateSymbolicLink(folder.PathOf("..data"), "..one");
            File.CreateSymbolicLink(folder.PathOf(WebhookProcess.CertificateName), "..data/tls.crt");
            File.CreateSymbolicLink(folder.PathOf(WebhookProcess.KeyName), "..data/tls.key");
            return [];
        });

        // What the kubelet does: a new directory, then the link moved over the old one.
        var second = webhook.Ca.Issue();
        var folder = webhook.Folder;
        Directory.CreateDirectory(folder.PathOf("..two"));
        File.WriteAllText(folder.PathOf("..two/tls.crt"), second.Certificate);
        File.WriteAllText(folder.PathOf("..two/tls.key"), second.Key);
        File.CreateSymbolicLink(folder.PathOf("..data_tmp"), "..two");
        using (var move = Process.Start("mv", ["-T", folder.PathOf("..data_tmp"), folder.PathOf("..data")]))
        {
            await move.WaitForExitAsync();
        }

        using var client = webhook.Client(connectionLifetime: TimeSpan.Zero);
        await SeenAsync(client, second);
    }

    [Theory]
    [InlineData("not a certificate")]
    [InlineData("")]
    [InlineData(null)]
    public async Task BadCertificateFileKeepsTheOldPairAndIsReported(string? content)
    {
        using var client = _webhook.Client(connectionLifetime: TimeSpan.Zero);
        if (content is null)
        {
            File.Delete(_webhook.Folder.PathOf(WebhookProcess.CertificateName));
        }
        else
        {
            _webhook.Folder.Write(WebhookProcess.CertificateName, content);
        }

        var report = await _webhook.EventAsync("CertificateKept");
        Assert.Contains("can't load certificate", report.GetProperty("error").GetString(), StringComparison.Ordinal);
        await AssertServedAsync(client, _webhook.FirstPair);
        Assert.Equal(1, await MetricAsync("config_sync_webhook_certificate_reloads_total{result=\"failure\"}"));
    }

    [Fact]
    public async Task KeyOfAnotherCertificateKeepsTheOldPairUntilBothBelongTogether()
    {
        using var client = _webhook.Client(connectionLifetime: TimeSpan.Zero);
        var next = _webhook.Ca.Issue();
        _webhook.Folder.Write(WebhookProcess.KeyName, next.Key);
        var report = await _webhook.EventAsync("CertificateKept");
        Assert.DoesNotContain("PRIVATE KEY", report.GetProperty("error").GetString(), StringComparison.Ordinal);
        await AssertServedAsync(client, _webhook.FirstPair);

        _webhook.Folder.Write(WebhookProcess.CertificateName, next.Certificate);
        await SeenAsync(client, next);
    }

    [Fact]
    public async Task ExpiredPairIsServedButReported()
    {
        var expired = _webhook.Ca.Issue(TimeSpan.FromDays(-1));
        Write(expired);
        var report = await _webhook.EventAsync("CertificateNotValid");
        Assert.Equal(expired.SerialNumber, report.GetProperty("serialNumber").GetString());

        using var client = _webhook.Client();
        await Assert.ThrowsAsync<HttpRequestException>(() => client.PostAsync("/mutate", Review));
        Assert.Equal([expired.SerialNumber], client.SerialNumbers);
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        Assert.InRange(await MetricAsync("config_sync_webhook_certificate_expiry_timestamp_seconds"), now - 90_000, now - 80_000);
    }

    private void Write(PemPair pair)
    {
        _webhook.Folder.Write(WebhookProcess.CertificateName, pair.Certificate);
        _webhook.Folder.Write(WebhookProcess.KeyName, pair.Key);
    }

    private static async Task AssertServedAsync(TrustingClient client, PemPair pair)
    {
        using var response = await client.PostAsync("/mutate", Review);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(pair.SerialNumber, client.SerialNumbers[^1]);
    }

    private static Task SeenAsync(TrustingClient client, PemPair pair) => Wait.Until(
        async () =>
        {
            using var response = await client.PostAsync("/mutate", Review);
            return client.SerialNumbers[^1] == pair.SerialNumber;
        },
        "new connections get the new certificate");

    private async Task<double> MetricAsync(string sample) =>
        Exposition.Parse(await _webhook.Plain.GetStringAsync(new Uri("/metrics", UriKind.Relative)))[sample];
}
