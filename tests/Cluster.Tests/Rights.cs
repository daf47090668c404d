using System.Text.Json.Nodes;
using ConfigSync.TestKit;
using ConfigSync.TestKit.Cluster;

namespace ConfigSync.Cluster.Tests;

/// <summary>The rights that a component of the manifests grants the controller: those and no others, until disposed.</summary>
internal sealed class Rights : IAsyncDisposable
{
    private const string Manager = "installer";

    private readonly RealCluster _cluster;
    private readonly IReadOnlyList<JsonObject> _objects;

    private Rights(RealCluster cluster, string component)
    {
        _cluster = cluster;
        _objects = Installed.Read("components", component, "rbac.yaml");
    }

    public static async Task<Rights> GrantAsync(RealCluster cluster, string component)
    {
        var rights = new Rights(cluster, component);
        foreach (var item in rights._objects)
        {
            (await cluster.Admin.ApplyAsync(item, Manager)).Done();
        }

        await rights.UntilAsync(granted: true);
        return rights;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var item in _objects.Where(static item => ((string)item["kind"]!).EndsWith("Binding", StringComparison.Ordinal)))
        {
            (await _cluster.Admin.DeleteAsync(item)).Done();
        }

        await UntilAsync(granted: false);
    }

    // The API server itself learns of rights by a watch.
    private Task UntilAsync(bool granted) => Wait.Until(
        async () =>
        {
            foreach (var role in _objects.Where(static item => (string?)item["kind"] is "Role" or "ClusterRole"))
            {
                if (await MayAsync(role) != granted)
                {
                    return false;
                }
            }

            return true;
        },
        $"rights are {(granted ? "granted" : "revoked")}");

    private async Task<bool> MayAsync(JsonObject role)
    {
        // The last rule, since others may be granted by more than one component.
        var rule = role["rules"]!.AsArray()[^1]!;
        var review = new JsonObject
        {
            ["apiVersion"] = "authorization.k8s.io/v1",
            ["kind"] = "SubjectAccessReview",
            ["spec"] = new JsonObject
            {
                ["user"] = ControllerAccount.User,
                ["resourceAttributes"] = new JsonObject
                {
                    ["group"] = rule["apiGroups"]![0]!.DeepClone(),
                    ["resource"] = rule["resources"]![0]!.DeepClone(),
                    ["verb"] = rule["verbs"]![0]!.DeepClone(),
                    ["name"] = rule["resourceNames"]?[0]?.DeepClone(),
                    ["namespace"] = (string?)role["metadata"]!["namespace"] ?? "default",
                },
            },
        };
        return (bool)(await _cluster.Admin.CreateAsync(review)).Done()["status"]!["allowed"]!;
    }
}
