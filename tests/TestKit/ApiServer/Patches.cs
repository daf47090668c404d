using System.Text.Json.Nodes;

namespace ConfigSync.TestKit.ApiServer;

/// <summary>The two ways in which clients change parts of objects.</summary>
internal static class Patches
{
    /// <summary>JSON merge patch, RFC 7396.</summary>
    public static void Merge(JsonObject target, JsonObject patch)
    {
        foreach (var (key, value) in patch)
        {
            switch (value)
            {
                case null: target.Remove(key); break;
                case JsonObject inner when target[key] is JsonObject existing: Merge(existing, inner); break;
                case JsonObject inner:
                    var created = new JsonObject();
                    Merge(created, inner);
                    target[key] = created;
                    break;
                default: target[key] = value.DeepClone(); break;
            }
        }
    }

    /// <summary>Server-side apply with force, as far as owned fields only grow: maps are merged, and so are lists whose elements have a name.</summary>
    public static void Apply(JsonObject target, JsonObject patch)
    {
        foreach (var (key, value) in patch)
        {
            switch (value, target[key])
            {
                case (JsonObject inner, JsonObject existing): Apply(existing, inner); break;
                case (JsonArray elements, JsonArray existing) when elements.All(element => element?["name"] is not null): ApplyList(existing, elements); break;
                default: target[key] = value?.DeepClone(); break;
            }
        }
    }

    private static void ApplyList(JsonArray target, JsonArray elements)
    {
        foreach (var element in elements)
        {
            var same = target.FirstOrDefault(candidate => (string?)candidate!["name"] == (string?)element!["name"]);
            if (same is null)
            {
                target.Add(element!.DeepClone());
            }
            else
            {
                Apply(same.AsObject(), element!.AsObject());
            }
        }
    }
}
