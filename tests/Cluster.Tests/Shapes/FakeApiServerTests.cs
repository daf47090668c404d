using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ConfigSync.Cluster.Tests.Controller;
using ConfigSync.TestKit.ApiServer;
using ConfigSync.TestKit.Cluster;
using ConfigSync.TestKit.Requirements;

namespace ConfigSync.Cluster.Tests.Shapes;

/// <summary>The fake API server, which most tests go by, answers as the real one does.</summary>
[Collection(ControllerTests.Name)]
public sealed partial class FakeApiServerTests(ControllerCluster fixture) : IAsyncLifetime
{
    private const string Apply = "application/apply-patch+yaml";
    private const string Merge = "application/merge-patch+json";

    private FakeApiServer _fake = null!;
    private ClusterClient _fakeClient = null!;
    private string _shop = "";

    public async Task InitializeAsync()
    {
        _shop = await fixture.Cluster.NewNamespaceAsync();
        _fake = await FakeApiServer.StartAsync();
        _fakeClient = new ClusterClient(_fake.Address, X509Certificate2.CreateFromPem(_fake.CaPem), "test-token");
        await BothAsync(HttpMethod.Post, ConfigMaps, ConfigMap("app"));
        await BothAsync(HttpMethod.Post, Leases, JsonNode.Parse("""
            {"apiVersion": "coordination.k8s.io/v1", "kind": "Lease", "metadata": {"name": "lead"}, "spec": {"holderIdentity": "one"} }
            """));
    }

    public async Task DisposeAsync()
    {
        _fakeClient.Dispose();
        await _fake.DisposeAsync();
    }

    private string ConfigMaps => $"/api/v1/namespaces/{_shop}/configmaps";

    private string Leases => $"/apis/coordination.k8s.io/v1/namespaces/{_shop}/leases";

    [FactIfAvailable(Requirement.ApiServer)]
    public Task MissingObject() => AssertSameAsync(HttpMethod.Get, $"{ConfigMaps}/none");

    [FactIfAvailable(Requirement.ApiServer)]
    public Task MissingObjectOfAGroup() => AssertSameAsync(HttpMethod.Get, $"{Leases}/none");

    [FactIfAvailable(Requirement.ApiServer)]
    public Task PatchOfAMissingObject() => AssertSameAsync(HttpMethod.Patch, $"{ConfigMaps}/none", JsonNode.Parse("{}"), Merge);

    [FactIfAvailable(Requirement.ApiServer)]
    public Task ObjectThatIsThereAlready() => AssertSameAsync(HttpMethod.Post, ConfigMaps, ConfigMap("app"));

    [FactIfAvailable(Requirement.ApiServer)]
    public Task PatchOfAnEarlierVersion() =>
        AssertSameAsync(HttpMethod.Patch, $"{ConfigMaps}/app", JsonNode.Parse("""{"metadata": {"resourceVersion": "1"}, "data": {"key": "2"} }"""), Merge);

    [FactIfAvailable(Requirement.ApiServer)]
    public Task PatchOfAnEarlierVersionOfALease() =>
        AssertSameAsync(HttpMethod.Patch, $"{Leases}/lead", JsonNode.Parse("""{"metadata": {"resourceVersion": "1"}, "spec": {"holderIdentity": "two"} }"""), Merge);

    [FactIfAvailable(Requirement.ApiServer)]
    public Task PatchOfAnotherObjectOfTheSameName() => AssertSameAsync(
        HttpMethod.Patch, $"{ConfigMaps}/app", JsonNode.Parse("""{"metadata": {"uid": "00000000-0000-0000-0000-000000000000", "annotations": {"a": "b"} } }"""), Merge);

    [FactIfAvailable(Requirement.ApiServer)]
    public Task ApplyOfNobody() => AssertSameAsync(HttpMethod.Patch, $"{ConfigMaps}/app", ConfigMap("app"), Apply);

    [FactIfAvailable(Requirement.ApiServer)]
    public Task PatchOfAnUnknownForm() => AssertSameAsync(HttpMethod.Patch, $"{ConfigMaps}/app", ConfigMap("app"), "application/x-patch");

    [FactIfAvailable(Requirement.ApiServer)]
    public async Task UnknownToken()
    {
        using var stranger = fixture.Cluster.ClientOf("nobody");
        using var fakeStranger = new ClusterClient(_fake.Address, X509Certificate2.CreateFromPem(_fake.CaPem), "nobody");

        Assert.Equal(Shape(await stranger.SendAsync(HttpMethod.Get, ConfigMaps)), Shape(await fakeStranger.SendAsync(HttpMethod.Get, ConfigMaps)));
    }

    [TheoryIfAvailable(Requirement.ApiServer)]
    [InlineData("list", "/api/v1/secrets")]
    [InlineData("get", "/api/v1/namespaces/config-sync/secrets/config-sync-webhook-tls")]
    [InlineData("get", "/apis/apps/v1/namespaces/config-sync/deployments/web")]
    [InlineData("list", "/api/v1/namespaces/config-sync/secrets")]
    public async Task MissingRight(string verb, string path)
    {
        var controller = fixture.Cluster.ClientOf(await ControllerAccount.InstallAsync(fixture.Cluster));
        using var forbidden = _fake.Forbid(verb, path.Contains("secrets", StringComparison.Ordinal) ? "secrets" : "deployments");

        Assert.Equal(Shape(await controller.SendAsync(HttpMethod.Get, path)), Shape(await _fakeClient.SendAsync(HttpMethod.Get, path)));
    }

    [FactIfAvailable(Requirement.ApiServer)]
    public async Task WatchFromBeforeTheHistory()
    {
        _fake.Compact();
        // A server that ran on would still have it in memory.
        await fixture.Cluster.RestartServerAsync();
        await fixture.Cluster.CompactAsync();
        var (real, fake) = await BothAsync(HttpMethod.Get, $"{ConfigMaps}?watch=true&resourceVersion=1&timeoutSeconds=1");

        Assert.Equal(Shape(real), Shape(fake));
    }

    [FactIfAvailable(Requirement.ApiServer)]
    public async Task AnnotationOfADeploymentCountsAsAGeneration()
    {
        var path = $"/apis/apps/v1/namespaces/{_shop}/deployments";
        await BothAsync(HttpMethod.Post, path, JsonNode.Parse("""
            {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "web"}, "spec": {"replicas": 1, "selector": {"matchLabels": {"app": "web"} },
             "template": {"metadata": {"labels": {"app": "web"} }, "spec": {"containers": [{"name": "app", "image": "registry.example/app:1"}]} } } }
            """));
        var annotated = await BothAsync(HttpMethod.Patch, $"{path}/web", JsonNode.Parse("""{"metadata": {"annotations": {"a": "b"} } }"""), Merge);
        var labelled = await BothAsync(HttpMethod.Patch, $"{path}/web", JsonNode.Parse("""{"metadata": {"labels": {"a": "b"} } }"""), Merge);

        Assert.Equal((2, 2), (Generation(annotated.Real), Generation(annotated.Fake)));
        Assert.Equal((2, 2), (Generation(labelled.Real), Generation(labelled.Fake)));

        static long? Generation(ApiAnswer answer) => (long?)answer.Done()["metadata"]!["generation"];
    }

    [GeneratedRegex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?<=too old resource version: )[0-9]+ \\([0-9]+\\)")]
    private static partial Regex Changing();

    private static JsonObject ConfigMap(string name) => new()
    {
        ["apiVersion"] = "v1", ["kind"] = "ConfigMap", ["metadata"] = new JsonObject { ["name"] = name }, ["data"] = new JsonObject { ["key"] = "1" },
    };

    // Members in any order; what differs from run to run left out.
    private static string Shape(ApiAnswer answer) => $"{(int)answer.Code} {Changing().Replace(Sorted(answer.Body)!.ToJsonString(), "*")}";

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject inner => new JsonObject(inner.OrderBy(static pair => pair.Key, StringComparer.Ordinal).Select(static pair => KeyValuePair.Create(pair.Key, Sorted(pair.Value)))),
        JsonArray array => new JsonArray([.. array.Select(Sorted)]),
        _ => node?.DeepClone(),
    };

    private async Task AssertSameAsync(HttpMethod method, string path, JsonNode? body = null, string contentType = "application/json")
    {
        var (real, fake) = await BothAsync(method, path, body, contentType);

        Assert.False(real.IsDone);
        Assert.Equal(Shape(real), Shape(fake));
    }

    private async Task<(ApiAnswer Real, ApiAnswer Fake)> BothAsync(HttpMethod method, string path, JsonNode? body = null, string contentType = "application/json") =>
        (await fixture.Cluster.Admin.SendAsync(method, path, body, contentType), await _fakeClient.SendAsync(method, path, body, contentType));
}
