using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ConfigSync.Contract;
using ConfigSync.TestKit.Cluster;

namespace ConfigSync.Cluster.Tests.Controller;

/// <summary>A namespace with what people and the webhook put into it.</summary>
internal sealed class Shop(RealCluster cluster, string name)
{
    private const string Image = "registry.example/app:1";

    public string Name { get; } = name;

    public static ObjectRecord Mounted(string name, string kind = ObjectRecord.ConfigMap) => new(kind, name, ObjectRecord.Mount);

    public static string Record(string reload, params ObjectRecord[] objects) => JsonSerializer.Serialize(
        new InjectionRecord { Version = "1", Reload = reload, EnvChanges = "ignore", Mounts = [], Objects = objects }, ContractJsonContext.Default.InjectionRecord);

    public string PathOf(string resource, string named) =>
        resource is "pods" or "configmaps" or "secrets" ? $"/api/v1/namespaces/{Name}/{resource}/{named}" : $"/apis/apps/v1/namespaces/{Name}/{resource}/{named}";

    /// <summary>Creates a ConfigMap, or changes it.</summary>
    public Task PutConfigMapAsync(string named, string value) => PutAsync("ConfigMap", named, new JsonObject { ["key"] = value });

    /// <summary>Creates a Secret, or changes it.</summary>
    public Task PutSecretAsync(string named, string value) => PutAsync("Secret", named, new JsonObject { ["key"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(value)) });

    /// <summary>A Pod that signals its application when the object changes.</summary>
    public Task AddMountingPodAsync(string named, params string[] configMaps) => AddPodAsync(named, Record("signal", [.. configMaps.Select(map => Mounted(map))]));

    public async Task AddPodAsync(string named, string record, JsonObject? owner = null)
    {
        var metadata = Metadata(named, owner);
        metadata["labels"] = new JsonObject { [InjectedNames.StatusLabelKey] = InjectedNames.StatusInjected };
        metadata["annotations"] = new JsonObject { [InjectedNames.RecordAnnotationKey] = record };
        await CreateAsync(new JsonObject { ["apiVersion"] = "v1", ["kind"] = "Pod", ["metadata"] = metadata, ["spec"] = PodSpec() });
    }

    public Task DeletePodAsync(string named) => DoneAsync(cluster.Admin.DeleteAsync(PathOf("pods", named)));

    /// <summary>A Deployment as its controller leaves it, with a ReplicaSet and a Pod.</summary>
    public async Task AddDeploymentAsync(string named, string record, bool paused = false)
    {
        var deployment = await AddOwnerAsync("Deployment", named, new JsonObject { ["replicas"] = 1, ["paused"] = paused });
        await FinishAsync(named);
        var replicaSet = await AddOwnerAsync("ReplicaSet", $"{named}-1", new JsonObject { ["replicas"] = 1 }, OwnerOf(deployment));
        await AddPodAsync($"{named}-1-a", record, OwnerOf(replicaSet));
    }

    /// <summary>A StatefulSet or DaemonSet with a Pod.</summary>
    public async Task AddOwnerWithPodAsync(string kind, string named, string record, JsonObject spec) =>
        await AddPodAsync($"{named}-0", record, OwnerOf(await AddOwnerAsync(kind, named, spec)));

    /// <summary>Writes the status that the Deployment controller writes once every Pod is new.</summary>
    public async Task FinishAsync(string deployment)
    {
        var generation = (long)(await cluster.Admin.GetAsync(PathOf("deployments", deployment)))["metadata"]!["generation"]!;
        var status = new JsonObject { ["observedGeneration"] = generation, ["replicas"] = 1, ["updatedReplicas"] = 1, ["readyReplicas"] = 1, ["availableReplicas"] = 1 };
        await DoneAsync(cluster.Admin.MergeAsync(PathOf("deployments", deployment) + "/status", new JsonObject { ["status"] = status }));
    }

    /// <summary>The hash on the owner itself; null: nothing is recorded.</summary>
    public async Task<string?> RecordedAsync(string resource, string owner) => Hash((await cluster.Admin.GetAsync(PathOf(resource, owner)))["metadata"]!);

    /// <summary>The hash in the Pod template; null: never rolled.</summary>
    public async Task<string?> RolledAsync(string resource, string owner) =>
        Hash((await cluster.Admin.GetAsync(PathOf(resource, owner)))["spec"]!["template"]!["metadata"]!);

    /// <summary>Events about an object.</summary>
    public async Task<IReadOnlyList<JsonObject>> EventsAsync(string about)
    {
        var events = await cluster.Admin.GetAsync($"/api/v1/namespaces/{Name}/events?fieldSelector=involvedObject.name%3D{about}");
        return [.. events["items"]!.AsArray().Select(item => item!.AsObject())];
    }

    /// <summary>Leaves nothing for later tests to trip over. Pods that no node has are gone at once.</summary>
    public async Task EmptyAsync()
    {
        foreach (var resource in new[] { "pods", "configmaps", "secrets" })
        {
            await DoneAsync(cluster.Admin.DeleteAsync($"/api/v1/namespaces/{Name}/{resource}"));
        }
    }

    private static string? Hash(JsonNode metadata) => (string?)metadata["annotations"]?[InjectedNames.ContentHashAnnotationKey];

    private static JsonObject PodSpec() => new() { ["containers"] = new JsonArray(new JsonObject { ["name"] = "app", ["image"] = Image }) };

    private static JsonObject OwnerOf(JsonObject owner) => new()
    {
        ["apiVersion"] = (string)owner["apiVersion"]!, ["kind"] = (string)owner["kind"]!, ["name"] = (string)owner["metadata"]!["name"]!,
        ["uid"] = (string)owner["metadata"]!["uid"]!, ["controller"] = true,
    };

    private static async Task DoneAsync(Task<ApiAnswer> answer) => (await answer).Done();

    private JsonObject Metadata(string named, JsonObject? owner = null)
    {
        var metadata = new JsonObject { ["name"] = named, ["namespace"] = Name };
        if (owner is not null)
        {
            metadata["ownerReferences"] = new JsonArray(owner);
        }

        return metadata;
    }

    private async Task<JsonObject> AddOwnerAsync(string kind, string named, JsonObject spec, JsonObject? owner = null)
    {
        spec["selector"] = new JsonObject { ["matchLabels"] = new JsonObject { ["app"] = named } };
        spec["template"] = new JsonObject { ["metadata"] = new JsonObject { ["labels"] = new JsonObject { ["app"] = named } }, ["spec"] = PodSpec() };
        return await CreateAsync(new JsonObject { ["apiVersion"] = "apps/v1", ["kind"] = kind, ["metadata"] = Metadata(named, owner), ["spec"] = spec });
    }

    private async Task<JsonObject> CreateAsync(JsonObject subject) => (await cluster.Admin.CreateAsync(subject)).Done();

    private Task PutAsync(string kind, string named, JsonObject data) => DoneAsync(cluster.Admin.ApplyAsync(
        new JsonObject { ["apiVersion"] = "v1", ["kind"] = kind, ["metadata"] = Metadata(named), ["data"] = data }, "people"));
}
