using System.Text;
using ConfigSync.TestKit.Json;
using Newtonsoft.Json.Linq;

namespace ConfigSync.Injection.Tests.Cases;

/// <summary>Takes answers apart as the API server does.</summary>
internal static class Answers
{
    public static JObject ResponseOf(AdmissionAnswer answer) => (JObject)PatchApplier.Parse(Encoding.UTF8.GetString(answer.Body.Span))["response"]!;

    /// <summary>The patch as text, or null when there is none. It comes with its type, or not at all.</summary>
    public static string? PatchOf(AdmissionAnswer answer)
    {
        if (answer.Status != 200)
        {
            return null;
        }

        var response = ResponseOf(answer);
        var patch = (string?)response["patch"];
        Assert.Equal(patch is null ? null : "JSONPatch", (string?)response["patchType"]);
        var bytes = patch is null ? [] : Convert.FromBase64String(patch);
        Assert.Equal(answer.PatchBytes, bytes.Length);
        return patch is null ? null : Encoding.UTF8.GetString(bytes);
    }

    /// <summary>The Pod of a review.</summary>
    public static JObject PodOf(ReadOnlySpan<byte> review) => (JObject)PatchApplier.Parse(Encoding.UTF8.GetString(review))["request"]!["object"]!;

    /// <summary>The same review about another Pod.</summary>
    public static byte[] WithPod(ReadOnlySpan<byte> review, JObject pod)
    {
        var whole = PatchApplier.Parse(Encoding.UTF8.GetString(review));
        whole["request"]!["object"] = pod;
        return Encoding.UTF8.GetBytes(whole.ToString(Newtonsoft.Json.Formatting.None));
    }
}
