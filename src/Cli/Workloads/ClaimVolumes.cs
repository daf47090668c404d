using System.Text.Json.Nodes;
using ConfigSync.Cli.Json;

namespace ConfigSync.Cli.Workloads;

/// <summary>
/// The volumes of a StatefulSet's <c>volumeClaimTemplates</c>. Its Pod template has none of them: the controller puts them into each Pod, where a
/// mount's strategy may depend on them.
/// </summary>
internal static class ClaimVolumes
{
    /// <summary>The volumes of the set's first Pod.</summary>
    /// <param name="spec">The StatefulSet's <c>spec</c>.</param>
    /// <param name="set">Its name.</param>
    public static IEnumerable<JsonObject> Of(JsonNode? spec, string set) =>
        from template in spec.List("volumeClaimTemplates")
        let name = template.Text("metadata", "name")
        where name is not null
        select new JsonObject { ["name"] = name, ["persistentVolumeClaim"] = new JsonObject { ["claimName"] = $"{name}-{set}-0" } };

    /// <summary>Puts them into a Pod's <c>spec</c> as the controller does: in front, and instead of the template's volumes of the same names.</summary>
    public static void Mount(JsonObject spec, IReadOnlyCollection<JsonObject> claims)
    {
        // A field of another type is for the injector to refuse.
        if (claims.Count > 0 && spec.At("volumes") is null or JsonArray)
        {
            var names = claims.Select(static claim => claim.Text("name")).ToHashSet();
            var others = spec.List("volumes").Where(volume => !names.Contains(volume.Text("name")));
            spec["volumes"] = new JsonArray([.. claims.Concat(others).Select(static volume => volume.DeepClone())]);
        }
    }
}
