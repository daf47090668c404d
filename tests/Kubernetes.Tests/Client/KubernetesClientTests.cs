using System.Net;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json.Nodes;
using ConfigSync.Kubernetes.Client;
using ConfigSync.Kubernetes.Connection;
using ConfigSync.TestKit;
using ConfigSync.TestKit.ApiServer;

namespace ConfigSync.Kubernetes.Tests.Client;

public sealed class KubernetesClientTests : IAsyncLifetime
{
    private const string PodPath = "/api/v1/namespaces/n/pods/p";

    private Cluster _cluster = null!;

    public async Task InitializeAsync() => _cluster = await Cluster.StartAsync();

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task MissingObjectIsReportedByNameAndVerb()
    {
        var e = await Assert.ThrowsAsync<KubernetesApiException>(() => PatchAsync("""{"metadata":{}}"""));

        Assert.True(e.IsNotFound);
        Assert.Equal("can't patch pods 'n/p': 404 NotFound: pods \"p\" not found", e.Message);
    }

    [Fact]
    public async Task PatchForAnotherObjectOfTheSameNameIsAConflict()
    {
        _cluster.Server.Put(PodPath, []);

        var e = await Assert.ThrowsAsync<KubernetesApiException>(() => PatchAsync("""{"metadata":{"uid":"another","annotations":{"a":"b"}}}"""));

        Assert.True(e.IsConflict);
        Assert.Null(_cluster.Server.Get(PodPath)!["metadata"]!["annotations"]);
    }

    [Fact]
    public async Task MergePatchLeavesTheRestAlone()
    {
        _cluster.Server.Put(PodPath, JsonNode.Parse("""{"metadata":{"annotations":{"keep":"this"}},"spec":{"nodeName":"n1"}}""")!.AsObject());

        await PatchAsync("""{"metadata":{"annotations":{"a":"b"}}}""");

        var pod = _cluster.Server.Get(PodPath)!;
        Assert.Equal("""{"keep":"this","a":"b"}""", pod["metadata"]!["annotations"]!.ToJsonString());
        Assert.Equal("n1", (string?)pod["spec"]!["nodeName"]);
    }

    [Fact]
    public async Task ServerSideApplyNamesItsFieldManagerAndForces()
    {
        _cluster.Server.Put("/apis/apps/v1/namespaces/n/deployments/d", []);

        await _cluster.Client.ApplyAsync(ResourceType.Deployments, "n", "d", "us", Body("""{"spec":{"paused":true}}"""), default);

        Assert.Equal("?fieldManager=us&force=true", Assert.Single(_cluster.Server.CallsOf("patch", "deployments")).Query);
        Assert.Contains(_cluster.Server.Get("/apis/apps/v1/namespaces/n/deployments/d")!["metadata"]!["managedFields"]!.AsArray(), entry => (string?)entry!["manager"] == "us");
    }

    [Fact]
    public async Task RefusalCarriesTheMessageOfTheServer()
    {
        using var rule = _cluster.Server.Forbid("patch", "pods");

        var e = await Assert.ThrowsAsync<KubernetesApiException>(() => PatchAsync("{}"));

        Assert.True(e.IsForbidden);
        Assert.False(e.IsTransient);
        Assert.Equal(
            "can't patch pods 'n/p': 403 Forbidden: pods \"p\" is forbidden: User \"system:serviceaccount:config-sync:config-sync-controller\" " +
            "cannot patch resource \"pods\" in API group \"\" in the namespace \"n\"",
            e.Message);
    }

    [Fact]
    public async Task RetryAfterIsCarriedAlong()
    {
        using var rule = _cluster.Server.Break(new FaultRule { Kind = FaultKind.Refuse, Status = 429, Reason = "TooManyRequests", RetryAfterSeconds = 3 });

        var e = await Assert.ThrowsAsync<KubernetesApiException>(() => PatchAsync("{}"));

        Assert.True(e.IsTransient);
        Assert.Equal(TimeSpan.FromSeconds(3), e.RetryAfter);
    }

    [Fact]
    public async Task CutConnectionIsTransient()
    {
        using var rule = _cluster.Server.Break(new FaultRule { Kind = FaultKind.Abort });

        var e = await Assert.ThrowsAsync<KubernetesApiException>(() => PatchAsync("{}"));

        Assert.Equal((true, (HttpStatusCode?)null, "Unreachable"), (e.IsTransient, e.Code, e.Reason));
    }

    [Fact]
    public async Task SilenceEndsAfterHalfAMinute()
    {
        using var rule = _cluster.Server.Break(new FaultRule { Kind = FaultKind.Hang });

        var patch = PatchAsync("{}");
        await Wait.Until(() => rule.Applied == 1);
        _cluster.Time.Advance(TimeSpan.FromSeconds(29));
        Assert.False(patch.IsCompleted);
        _cluster.Time.Advance(TimeSpan.FromSeconds(1));

        var e = await Assert.ThrowsAsync<KubernetesApiException>(() => patch);
        Assert.Equal("can't patch pods 'n/p': no answer within 30 s", e.Message);
    }

    [Fact]
    public async Task CancellationIsNoErrorOfTheServer()
    {
        using var rule = _cluster.Server.Break(new FaultRule { Kind = FaultKind.Hang });
        using var stop = new CancellationTokenSource();

        var patch = _cluster.Client.MergePatchAsync(ResourceType.Pods, "n", "p", Body("{}"), stop.Token);
        await Wait.Until(() => rule.Applied == 1);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => patch);
    }

    [Fact]
    public async Task RefusedTokenIsReadAgainAndTheRequestRepeated()
    {
        using var folder = new TemporaryFolder();
        var token = folder.Write("token", "old");
        folder.Write("ca.crt", _cluster.Server.CaPem);
        folder.Write("namespace", "config-sync\n");
        _cluster.Server.Tokens["old"] = true;
        _cluster.Server.Put(PodPath, []);
        var environment = new Dictionary<string, string> { ["KUBERNETES_SERVICE_HOST"] = "127.0.0.1", ["KUBERNETES_SERVICE_PORT"] = $"{_cluster.Server.Address.Port}" };
        using var client = new KubernetesClient(InClusterConfig.Load(environment.GetValueOrDefault, _cluster.Time, folder.Path), _cluster.Time);
        await client.GetMetadataAsync(ResourceType.Pods, "n", "p", default);

        _cluster.Server.Tokens.Clear();
        _cluster.Server.Tokens["new"] = true;
        await File.WriteAllTextAsync(token, "new");

        Assert.Equal("p", (await client.GetMetadataAsync(ResourceType.Pods, "n", "p", default)).Name);
        Assert.Equal("config-sync", client.Namespace);
    }

    [Fact]
    public async Task AnswerThatIsNoJsonIsAnErrorWithANameAndNotACrash()
    {
        using var rule = _cluster.Server.Break(new FaultRule { Kind = FaultKind.CutAnswer });
        _cluster.Server.Put(PodPath, []);

        await Assert.ThrowsAsync<KubernetesApiException>(() => _cluster.Client.GetMetadataAsync(ResourceType.Pods, "n", "p", default));
    }

    [Fact]
    public async Task BytesOfASecretAreWipedWhenTheyAreGivenBack()
    {
        _cluster.Server.Put("/api/v1/namespaces/n/secrets/s", JsonNode.Parse("""{"data":{"k":"aHVudGVyMg=="}}""")!.AsObject());

        var bytes = await _cluster.Client.GetBytesAsync(ResourceType.Secrets, "n", "s", default);
        Assert.True(bytes.Span.IndexOf("aHVudGVyMg=="u8) > 0);
        var seen = MemoryMarshal.CreateReadOnlySpan(ref MemoryMarshal.GetReference(bytes.Span), bytes.Span.Length);
        bytes.Dispose();

        Assert.True(seen.IndexOfAnyExcept((byte)0) < 0);
    }

    private static ReadOnlyMemory<byte> Body(string json) => Encoding.UTF8.GetBytes(json);

    private Task PatchAsync(string body) => _cluster.Client.MergePatchAsync(ResourceType.Pods, "n", "p", Body(body), default);
}
