using Microsoft.AspNetCore.JsonPatch;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace ConfigSync.TestKit.Json;

/// <summary>Applies an RFC 6902 patch with somebody else's implementation: a patch that only ours could apply would reject Pods.</summary>
public static class PatchApplier
{
    // A string that looks like a date stays a string: the API server knows no dates either.
    private static readonly JsonSerializerSettings Settings =
        new() { DateParseHandling = DateParseHandling.None, FloatParseHandling = FloatParseHandling.Decimal, MaxDepth = 1_000 };

    /// <summary>The document with the patch applied; throws when the patch does not apply.</summary>
    public static JObject Apply(JObject document, string patch)
    {
        var patched = (JObject)document.DeepClone();
        JsonConvert.DeserializeObject<JsonPatchDocument>(patch, Settings)!.ApplyTo(patched);
        return patched;
    }

    /// <summary>Reads an object without interpreting any string of it.</summary>
    public static JObject Parse(string json) => JsonConvert.DeserializeObject<JObject>(json, Settings)!;
}
