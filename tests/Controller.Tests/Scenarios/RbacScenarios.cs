using System.Text.Json.Nodes;
using ConfigSync.Contract;
using ConfigSync.Controller.Options;

namespace ConfigSync.Controller.Tests.Scenarios;

/// <summary>The RBAC permissions in the manifests are exactly those that are used: not one less, or something would not work, and not one more.</summary>
public sealed class RbacScenarios : Scenario
{
    private const string ConfigurationPath = "/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations/config-sync";
    private const string SecretPath = "/api/v1/namespaces/config-sync/secrets/config-sync-webhook-tls";

    [Fact]
    public async Task NudgesUseWhatTheControllerIsGranted()
    {
        await NudgeAsync(new ControllerOptions());

        AssertUses("controller");
    }

    [Fact]
    public async Task SecretsAndRolloutsUseWhatTheyAreGranted()
    {
        var rolls = Objects.Record("rollout", "rollout", Objects.Mounted("app"), Objects.ReferencedByEnv("key", ObjectRecord.Secret));
        Server.PutSecret("key", "1");
        Server.PutDeployment("web", rolls);
        foreach (var (resource, kind) in new[] { ("statefulsets", "StatefulSet"), ("daemonsets", "DaemonSet") })
        {
            Server.Put($"/apis/apps/v1/namespaces/shop/{resource}/db", Objects.Json("""{"metadata":{"generation":1},"spec":{"template":{"metadata":{}}}}"""));
            Server.PutPod(kind.ToLowerInvariant(), rolls, (kind, "db"));
        }

        await NudgeAsync(new ControllerOptions { Secrets = true, Rollouts = true });
        await UntilAsync(() => Server.CallsOf("create", "events").Count == 3);

        AssertUses("controller", "secrets", "rollouts");
    }

    [Fact]
    public async Task CertificatesUseWhatTheyAreGranted()
    {
        Server.Put(ConfigurationPath, new JsonObject { ["webhooks"] = new JsonArray(new JsonObject { ["name"] = "a", ["clientConfig"] = new JsonObject() }) });
        await NudgeAsync(new ControllerOptions { Certificates = true });
        await UntilAsync(() => Server.Get(SecretPath) is not null);

        Time.Advance(TimeSpan.FromDays(61));
        await UntilAsync(() => Server.Get(SecretPath)!["data"]!["next-ca.crt"] is not null);

        AssertUses("controller", "self-managed-certs");
    }

    private async Task NudgeAsync(ControllerOptions options)
    {
        Server.PutConfigMap("app", "1");
        Server.PutMountingPod("a", "app");
        var leader = await StartLeaderAsync(options);
        var owners = options.Rollouts ? 3 : 0;
        await UntilAsync(() => leader.Log.Count("ContentRecorded") == owners && Server.CallsOf("patch", "leases").Count > 1);
        Server.PutConfigMap("app", "2");
        await UntilAsync(() => Nudges().Count(call => call.Name == "a") == 2);
    }

    private void AssertUses(params string[] components)
    {
        var granted = components.SelectMany(component => Rights.ByComponent[component]).Select(right => $"{right.Verb} {right.Resource}.{right.Group}").Distinct();
        var used = Server.Calls.Select(call => $"{call.Verb} {call.Resource}.{call.Path.Group}").Distinct();

        Assert.Equal(granted.Order(), used.Order());
        Assert.All(Server.Calls.Where(call => call is { Resource: "leases", Name: not null }), call => Assert.Equal("config-sync-controller", call.Name));
    }
}
