using System.Text.Json.Nodes;
using ConfigSync.TestKit.Manifests;
using ConfigSync.TestKit.Requirements;

namespace ConfigSync.EndToEnd.Running;

/// <summary>config-sync in the cluster, put there as people do: <c>kubectl apply -k</c>.</summary>
internal sealed class Installation(LiveCluster cluster)
{
    /// <summary>Where it lives.</summary>
    public const string Space = "config-sync";

    /// <summary>The Deployment that the API server calls.</summary>
    public const string Webhook = "config-sync-webhook";

    /// <summary>Every kind that an overlay or component makes, and what the programs make themselves.</summary>
    private static readonly string[] ClusterWide =
    [
        "/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations", "/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies",
        "/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicybindings", "/apis/rbac.authorization.k8s.io/v1/clusterroles",
        "/apis/rbac.authorization.k8s.io/v1/clusterrolebindings", "/apis/scheduling.k8s.io/v1/priorityclasses",
    ];

    private string? _folder;

    /// <summary>Installs an overlay with components, and waits until each Deployment is available and the webhook answers.</summary>
    public async Task InstallAsync(string overlay, params string[] components)
    {
        _folder = Write(overlay, components);
        Tools.Output("kubectl", "apply", "-k", _folder);
        foreach (var deployment in await DeploymentsAsync())
        {
            await AvailableAsync(deployment);
        }

        await AnswersAsync();
    }

    /// <summary>Takes away what was installed, and waits until nothing of it is left.</summary>
    public async Task UninstallAsync()
    {
        if (_folder is null)
        {
            return;
        }

        Tools.Output("kubectl", "delete", "-k", _folder, "--wait=false");
        _folder = null;
        await Patience.UntilAsync(async () => (await LeftAsync()).Count == 0, "uninstalling leaves nothing");
    }

    /// <summary>What is there of it: titles of objects.</summary>
    public async Task<IReadOnlyList<string>> LeftAsync()
    {
        var left = new List<string>();
        foreach (var path in ClusterWide)
        {
            var items = (await cluster.Api.GetAsync(path))["items"]!.AsArray();
            left.AddRange(items.Select(static item => (string)item!["metadata"]!["name"]!)
                .Where(static name => name.StartsWith("config-sync", StringComparison.Ordinal)).Select(name => $"{path}/{name}"));
        }

        if (await cluster.Api.FindAsync($"/api/v1/namespaces/{Space}") is not null)
        {
            left.Add($"namespace {Space}");
        }

        return left;
    }

    /// <summary>Waits until the newest template of a Deployment of ours serves, and nothing else.</summary>
    public async Task AvailableAsync(string deployment)
    {
        JsonObject? seen = null;
        await Patience.UntilAsync(
            async () =>
            {
                LiveCluster.RequireImages(await cluster.SelectAsync(Space, ""));
                seen = await cluster.Api.GetAsync($"/apis/apps/v1/namespaces/{Space}/deployments/{deployment}");
                var wanted = (int)seen["spec"]!["replicas"]!;
                var status = seen["status"]!;
                return (long?)status["observedGeneration"] == (long)seen["metadata"]!["generation"]!
                    && wanted == ((int?)status["updatedReplicas"] ?? 0) && wanted == ((int?)status["availableReplicas"] ?? 0) && wanted == ((int?)status["replicas"] ?? 0);
            },
            () => $"{deployment} is available; {seen?["status"]?.ToJsonString()}");
    }

    /// <summary>Sets the number of replicas of a Deployment of ours.</summary>
    public async Task ScaleAsync(string deployment, int replicas)
    {
        (await cluster.Api.MergeAsync($"/apis/apps/v1/namespaces/{Space}/deployments/{deployment}/scale",
            new JsonObject { ["spec"] = new JsonObject { ["replicas"] = replicas } })).Done();
        await AvailableAsync(deployment);
        // A Deployment does not count Pods that are leaving, and one of ours goes on serving for five seconds.
        await Patience.UntilAsync(async () => (await PodsAsync(deployment)).Count == replicas, $"there are {replicas} Pods of {deployment}");
    }

    /// <summary>The Pods of a Deployment of ours, those that are leaving too.</summary>
    public Task<IReadOnlyList<Pod>> PodsAsync(string deployment) => cluster.SelectAsync(Space, $"app.kubernetes.io/name={deployment}");

    /// <summary>Waits until a Pod that requires the agent would get it: caBundle and certificate agree, and the replicas are reached.</summary>
    public Task AnswersAsync()
    {
        var answer = "";
        return Patience.UntilAsync(
            async () =>
            {
                var tried = await cluster.Api.CreateAsync(Workloads.Pod("probe", "default", "required"), "dryRun=All");
                answer = tried.Message;
                return tried.IsDone && Pod.HasAgent(tried.Body);
            },
            () => $"the webhook injects; {answer}");
    }

    private async Task<IReadOnlyList<string>> DeploymentsAsync() =>
        [.. (await cluster.Api.GetAsync($"/apis/apps/v1/namespaces/{Space}/deployments"))["items"]!.AsArray().Select(static item => (string)item!["metadata"]!["name"]!)];

    private static string Write(string overlay, string[] components)
    {
        var folder = ManifestTree.PathOf($"e2e-{overlay}-{string.Join('-', components)}");
        Directory.CreateDirectory(folder);
        var lines = components.Length == 0 ? "" : $"components:\n{string.Concat(components.Select(static component => $"  - ../components/{component}\n"))}";
        File.WriteAllText(Path.Combine(folder, "kustomization.yaml"),
            $"apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n  - ../overlays/{overlay}\n{lines}");
        return folder;
    }
}
