using System.Text.Json;
using System.Text.Json.Nodes;
using ConfigSync.Contract;
using ConfigSync.TestKit.ApiServer;

namespace ConfigSync.Controller.Tests;

/// <summary>Puts the objects of a cluster into the API server, as the webhook, the kubelet and people leave them.</summary>
internal static class Objects
{
    public static ObjectRecord Mounted(string name, string kind = ObjectRecord.ConfigMap, params string[] keys) =>
        new(kind, name, ObjectRecord.Mount, keys.Length == 0 ? null : keys);

    public static ObjectRecord ReferencedByEnv(string name, string kind = ObjectRecord.ConfigMap) => new(kind, name, ObjectRecord.Env);

    public static string Record(string reload, string envChanges, params ObjectRecord[] objects) => JsonSerializer.Serialize(
        new InjectionRecord { Version = "1", Reload = reload, EnvChanges = envChanges, Mounts = [], Objects = objects }, ContractJsonContext.Default.InjectionRecord);

    public static string PodPath(string name, string namespaceName = "shop") => $"/api/v1/namespaces/{namespaceName}/pods/{name}";

    public static string DeploymentPath(string name) => $"/apis/apps/v1/namespaces/shop/deployments/{name}";

    public static void PutConfigMap(this FakeApiServer server, string name, string value, string namespaceName = "shop") =>
        server.Put($"/api/v1/namespaces/{namespaceName}/configmaps/{name}", Json($$"""{"data":{"key":{{JsonSerializer.Serialize(value)}} } }"""));

    public static void PutSecret(this FakeApiServer server, string name, string value) =>
        server.Put($"/api/v1/namespaces/shop/secrets/{name}", Json($$"""{"data":{"key":"{{Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(value))}}"} }"""));

    /// <summary>A Pod that signals its application when the object changes.</summary>
    public static void PutMountingPod(this FakeApiServer server, string name, string configMap, string namespaceName = "shop") =>
        server.PutPod(name, Record("signal", "ignore", Mounted(configMap)), namespaceName: namespaceName);

    public static void PutPod(this FakeApiServer server, string name, string record, (string Kind, string Name)? owner = null, string namespaceName = "shop")
    {
        var metadata = new JsonObject
        {
            ["labels"] = new JsonObject { [InjectedNames.StatusLabelKey] = InjectedNames.StatusInjected },
            ["annotations"] = new JsonObject { [InjectedNames.RecordAnnotationKey] = record },
        };
        if (owner is var (kind, ownerName))
        {
            metadata["ownerReferences"] = new JsonArray(Owner(kind, ownerName));
        }

        server.Put(PodPath(name, namespaceName), new JsonObject { ["metadata"] = metadata, ["status"] = new JsonObject { ["phase"] = "Running" } });
    }

    /// <summary>A Deployment whose Pods are all new and available, its ReplicaSet, and one Pod.</summary>
    public static void PutDeployment(this FakeApiServer server, string name, string record, string spec = "{}")
    {
        var path = DeploymentPath(name);
        server.Put(path, Json($$"""
            {"metadata":{"generation":1},"spec":{"replicas":1,"template":{"metadata":{"labels":{"app":"{{name}}"} } } },
             "status":{"observedGeneration":1,"replicas":1,"updatedReplicas":1,"availableReplicas":1} }
            """));
        server.Patch(path, new JsonObject { ["spec"] = Json(spec) });
        var ownedByDeployment = new JsonObject { ["ownerReferences"] = new JsonArray(Owner("Deployment", name)) };
        server.Put($"/apis/apps/v1/namespaces/shop/replicasets/{name}-1", new JsonObject { ["metadata"] = ownedByDeployment });
        server.PutPod($"{name}-1-a", record, ("ReplicaSet", $"{name}-1"));
    }

    /// <summary>Writes the status that the Deployment controller writes once every Pod is new.</summary>
    public static void FinishRollout(this FakeApiServer server, string name) =>
        server.Patch(DeploymentPath(name), new JsonObject
        {
            ["status"] = new JsonObject { ["observedGeneration"] = server.Get(DeploymentPath(name))!["metadata"]!["generation"]!.DeepClone() },
        });

    /// <summary>The value of the template's annotation that makes new Pods; null: never rolled.</summary>
    public static string? TemplateHash(this FakeApiServer server, string path) =>
        (string?)server.Get(path)!["spec"]!["template"]!["metadata"]!["annotations"]?[InjectedNames.ContentHashAnnotationKey];

    public static string? Recorded(this FakeApiServer server, string path) => (string?)server.Get(path)!["metadata"]!["annotations"]?[InjectedNames.ContentHashAnnotationKey];

    public static JsonObject Json(string text) => JsonNode.Parse(text)!.AsObject();

    private static JsonObject Owner(string kind, string name) => new()
    {
        ["apiVersion"] = "apps/v1", ["kind"] = kind, ["name"] = name, ["uid"] = $"uid-of-{kind}-{name}", ["controller"] = true,
    };
}
