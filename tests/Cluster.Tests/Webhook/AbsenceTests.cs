using System.Net;
using System.Text.Json.Nodes;
using ConfigSync.Contract;
using ConfigSync.TestKit.Requirements;

namespace ConfigSync.Cluster.Tests.Webhook;

/// <summary>What the API server does while nobody answers it, and what the guard says to that.</summary>
public sealed class AbsenceTests(WebhookCluster fixture) : WebhookScenario(fixture), IAsyncLifetime
{
    private string _shop = "";
    private string _watched = "";

    public async Task InitializeAsync()
    {
        _shop = await NewNamespaceAsync("restricted");
        _watched = await NewNamespaceAsync("restricted", (InjectedNames.InjectLabelKey, "enabled"));
        Fixture.TakeWebhookAway();
    }

    public async Task DisposeAsync()
    {
        Fixture.Serve();
        await Fixture.UntilInjectedAsync();
    }

    [FactIfAvailable(Requirement.ApiServer)]
    public async Task PodThatOnlyWantsTheAgentStartsWithout()
    {
        var (answer, called) = await CreateAsync(Pods.MountingConfigMap("p", _shop).Labelled("enabled"));

        Assert.False(Pods.IsInjected(answer.Done()));
        Assert.Empty(answer.Warnings);
        Assert.Single(called);
    }

    [FactIfAvailable(Requirement.ApiServer)]
    public async Task PodThatRequiresTheAgentIsRefused()
    {
        var (answer, _) = await CreateAsync(Pods.MountingConfigMap("p", _shop).Labelled("required"));

        Assert.Equal(HttpStatusCode.InternalServerError, answer.Code);
        Assert.Contains("failed calling webhook \"pod-required.config-sync.dev\"", answer.Message, StringComparison.Ordinal);
    }

    [FactIfAvailable(Requirement.ApiServer)]
    public async Task PodsThatDidNotAskAreNotHeldUp()
    {
        var (answer, _) = await CreateAsync(Pods.MountingConfigMap("p", _shop));

        Assert.True(answer.IsDone, answer.Message);
    }

    [TheoryIfAvailable(Requirement.ApiServer)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task GuardTellsOfAPodThatCameWithoutItsAgent(bool namespaceAsks)
    {
        await using var guard = await Guard.StandAsync(Cluster, _watched);
        var mark = Cluster.Audit.End;

        var answer = await Cluster.Admin.CreateAsync(Asking(namespaceAsks), DryRun);

        Assert.False(Pods.IsInjected(answer.Done()));
        Assert.Contains("the Pod came without it: the webhook was not reachable", Assert.Single(answer.Warnings), StringComparison.Ordinal);
        var notes = Cluster.Audit.Since(mark).Single(static entry => entry is { Verb: "create", Resource: "pods" }).Annotations;
        Assert.Equal("the agent is missing", notes[$"{Guard.Policy}/missed"]);
    }

    [TheoryIfAvailable(Requirement.ApiServer)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task GuardThatDeniesRefusesIt(bool namespaceAsks)
    {
        await using var guard = await Guard.StandAsync(Cluster, _watched, denies: true);

        var answer = await Cluster.Admin.CreateAsync(Asking(namespaceAsks), DryRun);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Code);
        Assert.Contains("config-sync.dev/inject asks for the config-sync agent", answer.Message, StringComparison.Ordinal);
    }

    [FactIfAvailable(Requirement.ApiServer)]
    public async Task GuardThatDeniesLetsPassWhatNeedsNoAgent()
    {
        await using var guard = await Guard.StandAsync(Cluster, _watched, denies: true);

        await PassesAsync(Pods.MountingConfigMap("did-not-ask", _shop));
        await PassesAsync(Pods.MountingConfigMap("opted-out", _watched).Labelled("disabled"));
        await PassesAsync(Pods.MountingConfigMap("leaves-its-one-file", _shop, ("config-sync.dev/subpath", "leave")).Labelled("enabled"), static pod =>
        {
            var mount = pod["spec"]!["containers"]![0]!["volumeMounts"]![0]!;
            mount["mountPath"] = "/etc/app.yaml";
            mount["subPath"] = "app.yaml";
        });
        await PassesAsync(Pods.MountingConfigMap("mounts-nothing", _shop).Labelled("enabled"), static pod =>
        {
            pod["spec"]!.AsObject().Remove("volumes");
            pod["spec"]!["containers"]![0]!.AsObject().Remove("volumeMounts");
        });
        await PassesAsync(Pods.MountingConfigMap("token", _shop).Labelled("enabled"), static pod => pod["spec"]!["volumes"]![0] = JsonNode.Parse("""
            {"name": "config", "projected": {"sources": [{"configMap": {"name": "app"} }, {"serviceAccountToken": {"path": "token"} }]} }
            """));
        await PassesAsync(Pods.MountingConfigMap("windows", _shop).Labelled("enabled"), static pod =>
        {
            pod["spec"]!["os"] = new JsonObject { ["name"] = "windows" };
            pod["spec"]!["securityContext"] = new JsonObject { ["runAsNonRoot"] = true };
            pod["spec"]!["containers"]![0]!.AsObject().Remove("securityContext");
        });
    }

    [TheoryIfAvailable(Requirement.ApiServer)]
    [InlineData("")]
    [InlineData("""{"version":"1.2.3","reload":"signal"}""")]
    public async Task GuardThatDeniesIsNotContentWithALabelOrTheRecordOfAnAgent(string record)
    {
        await using var guard = await Guard.StandAsync(Cluster, _watched, denies: true);
        var pod = record == "" ? Asking(namespaceAsks: false) : Pods.MountingConfigMap("p", _shop, (InjectedNames.RecordAnnotationKey, record)).Labelled("enabled");
        pod["metadata"]!["labels"]![InjectedNames.StatusLabelKey] = InjectedNames.StatusInjected;

        var answer = await Cluster.Admin.CreateAsync(pod, DryRun);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Code);
    }

    [FactIfAvailable(Requirement.ApiServer)]
    public async Task GuardThatDeniesLetsPassWhatWasOnlyRecorded()
    {
        await using var guard = await Guard.StandAsync(Cluster, _watched, denies: true);
        // Who writes such an annotation is the webhook, which is away here: its own would be in the way.
        await PassesAsync(Pods.MountingConfigMap("rolled", _shop, (InjectedNames.RecordAnnotationKey, """{"version":"1.2.3","reload":"rollout"}""")).Labelled("enabled"));
        await PassesAsync(Pods.MountingConfigMap("env", _shop, (InjectedNames.RecordAnnotationKey, """{"version":"1.2.3","reload":"none"}""")).Labelled("enabled"));
        await PassesAsync(Pods.MountingConfigMap("no-sidecar", _shop,
            (InjectedNames.RecordAnnotationKey, """{"version":"1.2.3","reload":"signal"}"""), ("config-sync.dev/sidecar", "none")).Labelled("enabled"));
    }

    [FactIfAvailable(Requirement.ApiServer)]
    public async Task GuardThatDeniesLetsPassWhatIsInjected()
    {
        await using var guard = await Guard.StandAsync(Cluster, _watched, denies: true);
        Fixture.Serve();
        await Fixture.UntilInjectedAsync();

        foreach (var pod in new[] { Asking(namespaceAsks: false), Asking(namespaceAsks: true), Asking(namespaceAsks: false).Labelled("required") })
        {
            var answer = await Cluster.Admin.CreateAsync(pod, DryRun);
            Assert.True(Pods.IsInjected(answer.Done()));
            Assert.Empty(answer.Warnings);
        }

        // That the guard has gone is to be seen on Pods without an agent only.
        Fixture.TakeWebhookAway();
    }

    private JsonObject Asking(bool namespaceAsks) => namespaceAsks ? Pods.MountingConfigMap("p", _watched) : Pods.MountingConfigMap("p", _shop).Labelled("enabled");

    private async Task PassesAsync(JsonObject pod, Action<JsonObject>? change = null)
    {
        change?.Invoke(pod);
        var answer = await Cluster.Admin.CreateAsync(pod, DryRun);
        Assert.True(answer.IsDone, $"{(string?)pod["metadata"]!["name"]}: {answer.Message}");
        Assert.Empty(answer.Warnings);
    }
}
