using System.Net;
using System.Text.Json.Nodes;
using ConfigSync.Contract;
using ConfigSync.TestKit.Requirements;

namespace ConfigSync.Cluster.Tests.Webhook;

/// <summary>What the API server makes of the webhook's answers.</summary>
public sealed class InjectionTests(WebhookCluster fixture) : WebhookScenario(fixture)
{
    [FactIfAvailable(Requirement.ApiServer)]
    public async Task InjectedPodPassesRestrictedAndItsAgentHasNoToken()
    {
        var shop = await NewNamespaceAsync("restricted");

        var (answer, _) = await CreateAsync(Pods.MountingConfigMap("p", shop).Labelled("enabled"), "");

        var pod = answer.Done();
        Assert.Empty(answer.Warnings);
        var mounts = Pods.Agent(pod)!["volumeMounts"]!.AsArray().Where(mount => (string?)mount!["mountPath"] == InjectedNames.ServiceAccountPath).ToList();
        var volume = pod["spec"]!["volumes"]!.AsArray().Single(volume => (string?)volume!["name"] == (string?)Assert.Single(mounts)!["name"])!;
        Assert.NotNull(volume["emptyDir"]);
        Assert.Contains(pod["spec"]!["containers"]![0]!["volumeMounts"]!.AsArray(), static mount =>
            (string?)mount!["mountPath"] == InjectedNames.ServiceAccountPath && ((string)mount["name"]!).StartsWith("kube-api-access-", StringComparison.Ordinal));
    }

    [FactIfAvailable(Requirement.ApiServer)]
    public async Task PullSecretsOfTheAgentStandBehindThoseOfTheServiceAccount()
    {
        var shop = await NewNamespaceAsync("restricted");
        (await Cluster.Admin.CreateAsync(new JsonObject
        {
            ["apiVersion"] = "v1", ["kind"] = "ServiceAccount", ["metadata"] = new JsonObject { ["name"] = "puller", ["namespace"] = shop },
            ["imagePullSecrets"] = new JsonArray(new JsonObject { ["name"] = "accounts" }),
        })).Done();
        var pod = Pods.MountingConfigMap("p", shop, ("config-sync.dev/agent-pull-secrets", "mirror, accounts")).Labelled("enabled");
        pod["spec"]!["serviceAccountName"] = "puller";

        var (answer, _) = await CreateAsync(pod, "");

        Assert.Equal(["accounts", "mirror"], answer.Done()["spec"]!["imagePullSecrets"]!.AsArray().Select(static secret => (string?)secret!["name"]));
    }

    [FactIfAvailable(Requirement.ApiServer)]
    public async Task DryRunShowsTheInjectedPodAndKeepsNothing()
    {
        var shop = await NewNamespaceAsync("restricted");

        var (answer, _) = await CreateAsync(Pods.MountingConfigMap("p", shop).Labelled("required"), DryRun);

        Assert.True(Pods.IsInjected(answer.Done()));
        Assert.Null(await Cluster.Admin.FindAsync($"/api/v1/namespaces/{shop}/pods/p"));
    }

    [FactIfAvailable(Requirement.ApiServer)]
    public async Task GeneratedNameAndMissingNamespaceAreNoTrouble()
    {
        var shop = await NewNamespaceAsync("restricted");
        var pod = Pods.MountingConfigMap("p", shop).Labelled("enabled");
        pod["metadata"]!.AsObject().Remove("name");
        pod["metadata"]!["generateName"] = "web-";

        var (answer, _) = await CreateAsync(pod, "");

        Assert.True(Pods.IsInjected(answer.Done()));
    }

    [FactIfAvailable(Requirement.ApiServer)]
    public async Task DenialListsEveryFaultToWhoeverCreatesThePod()
    {
        var shop = await NewNamespaceAsync("restricted");

        var (answer, _) = await CreateAsync(
            Pods.MountingConfigMap("p", shop, ("config-sync.dev/relod", "http"), ("config-sync.dev/interval", "soon")).Labelled("enabled"), "");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Code);
        Assert.StartsWith("admission webhook \"pod-enabled.config-sync.dev\" denied the request: ", answer.Message, StringComparison.Ordinal);
        Assert.All(
            ["config-sync.dev/relod", "config-sync.dev/reload", "config-sync.dev/interval", "'soon'"],
            part => Assert.Contains(part, answer.Message, StringComparison.Ordinal));
    }

    [FactIfAvailable(Requirement.ApiServer)]
    public async Task UnknownValueOfTheLabelIsToldWithTheValuesThatThereAre()
    {
        var (answer, _) = await CreateAsync(Pods.MountingConfigMap("p", await NewNamespaceAsync("restricted")).Labelled("enabeld"), "");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Code);
        Assert.StartsWith("admission webhook \"pod-unknown.config-sync.dev\" denied the request: ", answer.Message, StringComparison.Ordinal);
        Assert.Contains("'enabeld'", answer.Message, StringComparison.Ordinal);
    }

    [FactIfAvailable(Requirement.ApiServer)]
    public async Task WarningReachesTheClientWhole()
    {
        var pod = Pods.MountingConfigMap("p", await NewNamespaceAsync("restricted")).Labelled("enabled");
        pod["spec"]!["securityContext"]!.AsObject().Remove("runAsUser");
        pod["metadata"]!["annotations"] = new JsonObject { [PodAnnotations.AgentImage.Key] = "own" };

        var (answer, _) = await CreateAsync(pod, "");

        Assert.True(Pods.IsInjected(answer.Done()));
        Assert.Contains("run-as-user", Assert.Single(answer.Warnings), StringComparison.Ordinal);
        Assert.Equal("none", (string?)Pods.Record(answer.Body)["reload"]);
    }

    [FactIfAvailable(Requirement.ApiServer)]
    public async Task NotesOfTheDecisionAreInTheAuditLog()
    {
        var shop = await NewNamespaceAsync("restricted");
        var mark = Cluster.Audit.End;

        await Cluster.Admin.CreateAsync(Pods.MountingConfigMap("p", shop).Labelled("enabled"));

        var notes = Cluster.Audit.Since(mark).Single(entry => entry.Namespace == shop && entry.Resource == "pods").Annotations;
        Assert.Contains(notes, static note => note.Key.StartsWith("pod-enabled.config-sync.dev/", StringComparison.Ordinal) && note.Value == "injected");
    }

    [FactIfAvailable(Requirement.ApiServer)]
    public async Task ContainerThatIsAddedLaterIsKnownToTheAgentAndNoTarget()
    {
        var shop = await NewNamespaceAsync("baseline", ("adds-containers", "yes"));
        var policies = Installed.Parse(LatePolicy);
        try
        {
            foreach (var item in policies)
            {
                (await Cluster.Admin.ApplyAsync(item, "another-vendor")).Done();
            }

            JsonObject? pod = null;
            IReadOnlyList<string> called = [];
            await TestKit.Wait.Until(
                async () =>
                {
                    (var answer, called) = await CreateAsync(Pods.MountingConfigMap("p", shop).Labelled("enabled"));
                    pod = answer.Done();
                    return pod["spec"]!["containers"]!.AsArray().Count == 2;
                },
                "the other vendor's policy is in force");

            Assert.Equal(["pod-enabled.config-sync.dev", "pod-enabled.config-sync.dev"], called);
            Assert.DoesNotContain($"{InjectedNames.SourcesPath}/late", Pods.Agent(pod!)!["volumeMounts"]!.AsArray().Select(static mount => (string?)mount!["mountPath"]));
            Assert.Contains(AgentFlags.Other.With("late"), Pods.Agent(pod!)!["args"]!.AsArray().Select(static argument => (string?)argument));
            Assert.Single(pod!["spec"]!["initContainers"]!.AsArray());
        }
        finally
        {
            foreach (var item in policies)
            {
                await Cluster.Admin.DeleteAsync(item);
            }
        }
    }

    // Adds a container to Pods that have been injected: what another webhook does that happens to come later.
    private const string LatePolicy = """
        apiVersion: admissionregistration.k8s.io/v1
        kind: MutatingAdmissionPolicy
        metadata:
          name: late
        spec:
          reinvocationPolicy: IfNeeded
          failurePolicy: Fail
          matchConstraints:
            namespaceSelector: {matchLabels: {adds-containers: "yes"}}
            resourceRules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [pods]}]
          mutations:
            - patchType: ApplyConfiguration
              applyConfiguration:
                expression: >-
                  !('config-sync.dev/status' in object.metadata.labels) ? Object{} : Object{spec: Object.spec{
                    containers: [Object.spec.containers{name: "late", image: "registry.example/late:1",
                      volumeMounts: [Object.spec.containers.volumeMounts{name: "late", mountPath: "/etc/late"}]}],
                    volumes: [Object.spec.volumes{name: "late", configMap: Object.spec.volumes.configMap{name: "late"}}]}}
        ---
        apiVersion: admissionregistration.k8s.io/v1
        kind: MutatingAdmissionPolicyBinding
        metadata:
          name: late
        spec:
          policyName: late
        """;
}
