using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace ConfigSync.TestKit.ApiServer;

/// <summary>create, update, patch and delete.</summary>
internal sealed class WriteEndpoints(ObjectStore store)
{
    public byte[] Write(HttpContext context, ApiCall call)
    {
        var manager = context.Request.Query["fieldManager"].ToString() is { Length: > 0 } named ? named : context.Request.Headers.UserAgent.ToString();
        return (call.Verb switch
        {
            "create" => Create(call, manager),
            "update" => Change(call, manager, (_, body) => body),
            "patch" => Patch(context, call, manager),
            "delete" => Change(call, manager, static (_, _) => null),
            _ => throw new Refusal(405, "MethodNotAllowed", "the server does not allow this method on the requested resource"),
        })?.Full ?? "{}"u8.ToArray();
    }

    private StoredObject? Create(ApiCall call, string manager)
    {
        var body = Body(call);
        var name = (string?)body["metadata"]?["name"] ?? $"{(string?)body["metadata"]?["generateName"]}{Guid.NewGuid().ToString("N")[..5]}";
        var id = FakeApiServer.Id(call.Path with { Name = name });
        return store.Write(id, manager, before => before is null ? body : throw Refusal.AlreadyExists(call.Path with { Name = name }));
    }

    private StoredObject? Patch(HttpContext context, ApiCall call, string manager)
    {
        var kind = context.Request.ContentType ?? "";
        if (kind.StartsWith("application/apply-patch+yaml", StringComparison.Ordinal))
        {
            if (context.Request.Query["fieldManager"].Count == 0)
            {
                throw Refusal.NoFieldManager();
            }

            return Change(call, manager, static (json, patch) => { Patches.Apply(json, patch); return json; }, mayCreate: true);
        }

        return kind.StartsWith("application/merge-patch+json", StringComparison.Ordinal)
            ? Change(call, manager, static (json, patch) => { Patches.Merge(json, patch); return json; })
            : throw new Refusal(415, "UnsupportedMediaType", "415: Unsupported Media Type", []);
    }

    private StoredObject? Change(ApiCall call, string manager, Func<JsonObject, JsonObject, JsonObject?> change, bool mayCreate = false) =>
        store.Write(FakeApiServer.Id(call.Path), manager, before =>
        {
            if (before is null && !mayCreate)
            {
                throw Refusal.NotFound(call.Path);
            }

            var body = call.Body.Length == 0 ? [] : Body(call);
            var metadata = body["metadata"]?.AsObject();
            if (before is not null && (string?)metadata?["resourceVersion"] is { } version && version != (string?)before.ToJson()["metadata"]!["resourceVersion"])
            {
                throw Refusal.Modified(call.Path);
            }

            if (before is not null && (string?)metadata?["uid"] is { } uid && uid != before.Uid)
            {
                throw Refusal.OtherUid((string?)before.ToJson()["kind"] ?? call.Path.Resource, before.Id.Name, uid);
            }

            var changed = change(before?.ToJson() ?? [], body);
            if (changed is not null && before is not null)
            {
                CountGeneration(call.Path, before.ToJson(), changed);
            }

            return changed;
        });

    /// <summary>Types with a spec count its changes, and their controllers say in the status which they have seen.</summary>
    private static void CountGeneration(ApiPath path, JsonObject before, JsonObject after)
    {
        // Deployments count their own annotations as well, since those are passed on to ReplicaSets.
        var annotated = path.Resource == "deployments" && !JsonNode.DeepEquals(before["metadata"]!["annotations"], after["metadata"]!["annotations"]);
        if (before["spec"] is not null && (annotated || !JsonNode.DeepEquals(before["spec"], after["spec"])))
        {
            after["metadata"]!["generation"] = ((long?)before["metadata"]!["generation"] ?? 1) + 1;
        }
    }

    private static JsonObject Body(ApiCall call) => JsonNode.Parse(call.Body)!.AsObject();
}
