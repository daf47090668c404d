using System.Text.Json;
using System.Text.Json.Nodes;

namespace ConfigSync.TestKit.ApiServer;

/// <summary>One version of an object, with the bytes that are sent of it.</summary>
internal sealed class StoredObject
{
    public StoredObject(ObjectId id, JsonObject json, long version)
    {
        Id = id;
        Version = version;
        Full = JsonSerializer.SerializeToUtf8Bytes(json);
        Labels = json["metadata"]?["labels"]?.AsObject().ToDictionary(pair => pair.Key, pair => (string?)pair.Value) ?? [];
        Phase = (string?)json["status"]?["phase"] ?? "";
        Uid = (string?)json["metadata"]!["uid"] ?? "";
        Partial = JsonSerializer.SerializeToUtf8Bytes(new JsonObject
        {
            ["kind"] = "PartialObjectMetadata",
            ["apiVersion"] = "meta.k8s.io/v1",
            ["metadata"] = json["metadata"]!.DeepClone(),
        });
    }

    public ObjectId Id { get; }

    public long Version { get; }

    public byte[] Full { get; }

    public byte[] Partial { get; }

    public Dictionary<string, string?> Labels { get; }

    public string Phase { get; }

    public string Uid { get; }

    /// <summary>A tree of its own, free to be changed.</summary>
    public JsonObject ToJson() => JsonNode.Parse(Full)!.AsObject();
}
