using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using ConfigSync.Controller.Options;
using ConfigSync.TestKit.ApiServer;

namespace ConfigSync.Controller.Tests.Scenarios;

public sealed class CertificateScenarios : Scenario
{
    private const string SecretPath = "/api/v1/namespaces/config-sync/secrets/config-sync-webhook-tls";
    private const string ConfigurationPath = "/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations/config-sync";
    private static readonly ControllerOptions WithCertificates = new() { Certificates = true };
    private static readonly TimeSpan Seconds = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task EmptyClusterGetsAPairThatVerifiesUnderTheServicesNameAndItsAuthorityIsPublished()
    {
        PutConfiguration();
        await StartLeaderAsync(WithCertificates);
        await UntilAsync(() => Published() is not null);

        Assert.Equal(1, Count(Published()));
        Assert.True(Verifies(Served(), Published()!));
        Assert.Equal("kubernetes.io/tls", (string?)Server.Get(SecretPath)!["type"]);
    }

    [Fact]
    public async Task ApplyTouchesNothingButTheAuthoritiesUnderItsOwnFieldManager()
    {
        PutConfiguration();
        await StartLeaderAsync(WithCertificates);
        await UntilAsync(() => Published() is not null);

        var call = Server.CallsOf("patch", "mutatingwebhookconfigurations").Single();
        Assert.Equal("?fieldManager=config-sync-certificates&force=true", call.Query);
        var webhooks = Objects.Json(call.Body)["webhooks"]!.AsArray();
        Assert.Equal(["a.config-sync.dev", "b.config-sync.dev"], webhooks.Select(webhook => (string)webhook!["name"]!));
        Assert.All(webhooks, webhook => Assert.Equal(["name", "clientConfig"], webhook!.AsObject().Select(member => member.Key)));
        Assert.Equal("Ignore", (string?)Server.Get(ConfigurationPath)!["webhooks"]![0]!["failurePolicy"]);
    }

    [Fact]
    public async Task RenewalNeverServesAPairWhoseAuthorityIsNotYetTrustedNorDropsOneThatIsStillServed()
    {
        PutConfiguration();
        await StartLeaderAsync(WithCertificates);
        await UntilAsync(() => Published() is not null);
        var first = Served();

        AdvanceTo(first, days: 60 - (5.0 / 24 / 60));
        await Clock.UntilAsync(Seconds, () => Server.CallsOf("get", "mutatingwebhookconfigurations").Count > 3);
        Assert.Equal(1, Count(Published()));
        await Clock.UntilAsync(Seconds, () => Count(Published()) == 2);
        Assert.True((Time.GetUtcNow() - first.NotBefore).TotalDays >= 60);
        Assert.Equal(first.Thumbprint, Served().Thumbprint);
        Assert.True(Verifies(first, Published()!));

        await Clock.UntilAsync(Seconds, () => Served().Thumbprint != first.Thumbprint && Count(Published()) == 2);
        Assert.True(Verifies(first, Published()!) && Verifies(Served(), Published()!));

        await Clock.UntilAsync(Seconds, () => Count(Published()) == 1);
        Assert.True(Verifies(Served(), Published()!));
        Assert.False(Verifies(first, Published()!));
    }

    [Fact]
    public async Task NextPairWaitsUntilItsAuthorityCouldBePublished()
    {
        PutConfiguration();
        await StartLeaderAsync(WithCertificates);
        await UntilAsync(() => Published() is not null);
        var first = Served();

        using (Server.Break(new FaultRule { Kind = FaultKind.Refuse, Status = 500, When = call => call.Resource == "mutatingwebhookconfigurations" && call.Verb == "patch" }))
        {
            AdvanceTo(first, days: 60);
            await UntilAsync(() => Server.Get(SecretPath)!["data"]!["next-ca.crt"] is not null);
            var staged = Time.GetUtcNow();
            await Clock.UntilAsync(Seconds, () => Time.GetUtcNow() - staged > TimeSpan.FromMinutes(30));
            Assert.Equal(first.Thumbprint, Served().Thumbprint);
        }

        await Clock.UntilAsync(Seconds, () => Served().Thumbprint != first.Thumbprint);
        Assert.True(Verifies(first, Published()!) && Verifies(Served(), Published()!));
    }

    [Fact]
    public async Task CaBundleThatSomebodyWipedIsPublishedAgain()
    {
        PutConfiguration();
        await StartLeaderAsync(WithCertificates);
        await UntilAsync(() => Published() is not null);

        PutConfiguration();
        Assert.Null(Published());

        await Clock.UntilAsync(TimeSpan.FromSeconds(5), () => Published() is not null);
        Assert.True(Verifies(Served(), Published()!));
    }

    [Fact]
    public async Task SecretThatCannotBeServedIsReplaced()
    {
        PutConfiguration();
        Server.Put(SecretPath, Objects.Json("""{"type":"kubernetes.io/tls","data":{"tls.crt":"AAAA","tls.key":"%%%","ca.crt":""}}"""));

        await StartLeaderAsync(WithCertificates);
        await UntilAsync(() => Published() is not null);

        Assert.True(Verifies(Served(), Published()!));
    }

    [Fact]
    public async Task NextLeaderKeepsWhatTheLastOneMade()
    {
        PutConfiguration();
        var first = await StartLeaderAsync(WithCertificates);
        await UntilAsync(() => Published() is not null);
        var served = Served().Thumbprint;
        await first.StopAsync();
        Server.Calls.Clear();

        var second = await StartLeaderAsync(WithCertificates with { Identity = "two" });
        await UntilAsync(() => Server.CallsOf("get", "mutatingwebhookconfigurations").Count > 1);

        Assert.True(second.Leads);
        Assert.Equal(served, Served().Thumbprint);
        Assert.DoesNotContain(Server.Calls, call => call.Resource is "secrets" or "mutatingwebhookconfigurations" && call.Verb is "patch" or "create" && call.Resource != "leases");
    }

    [Fact]
    public async Task WriterThatWasOvertakenDoesNotOverwrite()
    {
        PutConfiguration();
        using var late = Server.Break(new FaultRule
        {
            Kind = FaultKind.Refuse, Status = 409, Reason = "AlreadyExists", Times = 1, When = call => call is { Verb: "create", Resource: "secrets" },
        });
        var leader = await StartLeaderAsync(WithCertificates);

        await UntilAsync(() => Published() is not null);

        Assert.Equal(1, leader.Log.Count("CertificatesFailed"));
        Assert.True(Verifies(Served(), Published()!));
    }

    [Fact]
    public async Task PairIsMadeEvenBeforeTheWebhookIsRegistered()
    {
        var leader = await StartLeaderAsync(WithCertificates);
        await UntilAsync(() => Server.Get(SecretPath) is not null);

        PutConfiguration();
        await UntilAsync(() => Published() is not null);

        var expiry = new DateTimeOffset(Served().NotAfter).ToUnixTimeSeconds();
        Assert.Contains($"certificate_expiry_timestamp_seconds {expiry}\n", (await leader.GetAsync("/metrics")).Body, StringComparison.Ordinal);
    }

    private void AdvanceTo(X509Certificate2 certificate, double days)
    {
        Time.Advance(new DateTimeOffset(certificate.NotBefore.ToUniversalTime()) + TimeSpan.FromDays(days) - Time.GetUtcNow());
        Server.Calls.Clear();
    }

    private void PutConfiguration() => Server.Put(ConfigurationPath, new JsonObject
    {
        ["webhooks"] = new JsonArray(Webhook("a.config-sync.dev"), Webhook("b.config-sync.dev")),
    });

    private static JsonObject Webhook(string name) => new()
    {
        ["name"] = name, ["failurePolicy"] = "Ignore", ["clientConfig"] = new JsonObject { ["service"] = new JsonObject { ["name"] = "config-sync-webhook" } },
    };

    private string? Published() => (string?)Server.Get(ConfigurationPath)?["webhooks"]![1]!["clientConfig"]!["caBundle"] is { } bundle
        ? Encoding.ASCII.GetString(Convert.FromBase64String(bundle))
        : null;

    private X509Certificate2 Served()
    {
        var data = Server.Get(SecretPath)!["data"]!;
        return X509Certificate2.CreateFromPem(Text(data["tls.crt"]), Text(data["tls.key"]));
    }

    private static string Text(JsonNode? data) => Encoding.ASCII.GetString(Convert.FromBase64String((string)data!));

    private static int Count(string? bundle)
    {
        var certificates = new X509Certificate2Collection();
        certificates.ImportFromPem(bundle);
        return certificates.Count;
    }

    private bool Verifies(X509Certificate2 certificate, string bundle)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationTime = Time.GetUtcNow().UtcDateTime;
        chain.ChainPolicy.CustomTrustStore.ImportFromPem(bundle);
        return chain.Build(certificate) && certificate.MatchesHostname("config-sync-webhook.config-sync.svc");
    }
}
