using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using ConfigSync.TestKit;
using ConfigSync.TestKit.Requirements;

namespace ConfigSync.Cluster.Tests.Controller;

public sealed class CertificateTests(ControllerCluster fixture) : ControllerScenario(fixture)
{
    private const string SecretPath = "/api/v1/namespaces/config-sync/secrets/config-sync-webhook-tls";
    private const string ConfigurationPath = "/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations/config-sync";
    private const string FieldManager = "config-sync-certificates";

    [FactIfAvailable(Requirement.ApiServer)]
    public async Task PairIsMadeAndItsAuthorityIsPublishedUnderAFieldManagerOfItsOwn()
    {
        await StartAsync("one");

        var secret = await Cluster.Admin.GetAsync(SecretPath);
        var configuration = await Cluster.Admin.GetAsync(ConfigurationPath);
        Assert.Equal("kubernetes.io/tls", (string?)secret["type"]);
        Assert.All(Bundles(configuration), bundle => Assert.True(Verifies(secret, bundle!)));
        var managed = configuration["metadata"]!["managedFields"]!.AsArray().Single(entry => (string?)entry!["manager"] == FieldManager)!;
        Assert.Equal("Apply", (string?)managed["operation"]);
        Assert.Equal(5, Leaves(managed["fieldsV1"]!).Count(static leaf => leaf == "f:caBundle"));
        Assert.All(Leaves(managed["fieldsV1"]!), leaf => Assert.True(leaf is "f:caBundle" or "f:name" or ".", leaf));
    }

    [FactIfAvailable(Requirement.ApiServer)]
    public async Task WhoeverAppliesTheManifestsAgainLeavesTheAuthorityAlone()
    {
        await StartAsync("one");
        var before = Bundles(await Cluster.Admin.GetAsync(ConfigurationPath));

        await InstallAsync("installer");
        // Without force: what others own would be a conflict.
        await InstallAsync("another-installer");

        Assert.Equal(before, Bundles(await Cluster.Admin.GetAsync(ConfigurationPath)));
        Assert.Equal(5, before.Count(static bundle => bundle is { Length: > 0 }));
    }

    [FactIfAvailable(Requirement.ApiServer)]
    public async Task NextControllerKeepsWhatTheLastOneMade()
    {
        var first = await StartAsync("one");
        Assert.Equal(0, await first.StopAsync());
        var secret = await Cluster.Admin.GetAsync(SecretPath);

        var second = Start("two", null, "--certificates");
        await Wait.Until(async () => await second.MetricAsync("certificate_expiry_timestamp_seconds") > 0, "the next one knows when the certificate runs out");

        Assert.Equal((string?)secret["metadata"]!["resourceVersion"], (string?)(await Cluster.Admin.GetAsync(SecretPath))["metadata"]!["resourceVersion"]);
        Assert.Equal(0, second.Count("AuthoritiesPublished") + second.Count("CertificatesFailed"));
    }

    [FactIfAvailable(Requirement.ApiServer)]
    public async Task WithoutTheComponentThatIsSaid()
    {
        await InstallAsync("installer");

        var controller = Start("one", null, "--certificates");

        await controller.UntilAsync("CertificatesFailed");
        Assert.Null(await Cluster.Admin.FindAsync(SecretPath));
    }

    private async Task<RunningController> StartAsync(string identity)
    {
        await GrantAsync("self-managed-certs");
        await InstallAsync("installer");
        var controller = Start(identity, null, "--certificates");
        await controller.UntilAsync("AuthoritiesPublished");
        return controller;
    }

    private async Task InstallAsync(string manager)
    {
        DeleteAfterwards(SecretPath, ConfigurationPath);
        foreach (var item in Installed.Read("base", "webhook", "mutatingwebhookconfiguration.yaml"))
        {
            (await Cluster.Admin.ApplyAsync(item, manager)).Done();
        }
    }

    private static List<string?> Bundles(JsonObject configuration) =>
        [.. configuration["webhooks"]!.AsArray().Select(static webhook => (string?)webhook!["clientConfig"]!["caBundle"])];

    private static IEnumerable<string> Leaves(JsonNode fields) => fields.AsObject().SelectMany(static field =>
        field.Value is JsonObject { Count: > 0 } inner ? Leaves(inner) : [field.Key]);

    private static bool Verifies(JsonObject secret, string bundle)
    {
        var data = secret["data"]!;
        using var certificate = X509Certificate2.CreateFromPem(Text((string)data["tls.crt"]!), Text((string)data["tls.key"]!));
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.CustomTrustStore.ImportFromPem(Text(bundle));
        return chain.Build(certificate) && certificate.MatchesHostname("config-sync-webhook.config-sync.svc");
    }

    private static string Text(string data) => Encoding.ASCII.GetString(Convert.FromBase64String(data));
}
