using System.Text;
using System.Text.Encodings.Web;
using ConfigSync.Injection.Findings;
using ConfigSync.Injection.Patching;

namespace ConfigSync.Injection.Admission;

/// <summary>Writes the AdmissionReview that goes back. Patch and patchType come together or not at all.</summary>
internal static class ReviewWriter
{
    private const int UnprocessableEntity = 422;

    public static ReadOnlyMemory<byte> Write(string uid, InjectionResult result)
    {
        using var json = new JsonOutput(JavaScriptEncoder.UnsafeRelaxedJsonEscaping);
        json.StartObject();
        json.Constant("kind"u8, "AdmissionReview"u8);
        json.Constant("apiVersion"u8, "admission.k8s.io/v1"u8);
        json.StartObject("response"u8);
        json.String("uid"u8, uid);
        json.Boolean("allowed"u8, result.Allowed);
        if (!result.Allowed)
        {
            WriteStatus(json, result);
        }

        if (!result.Patch.IsEmpty)
        {
            json.Constant("patchType"u8, "JSONPatch"u8);
            json.Base64("patch"u8, result.Patch.Span);
        }

        WriteWarnings(json, result);
        WriteAudit(json, result);
        json.EndObject();
        json.EndObject();
        return json.Written.ToArray();
    }

    private static void WriteStatus(JsonOutput json, InjectionResult result)
    {
        json.StartObject("status"u8);
        json.Constant("status"u8, "Failure"u8);
        json.Constant("reason"u8, "Invalid"u8);
        json.Number("code"u8, UnprocessableEntity);
        json.String("message"u8, ErrorMessage.Of(result.Errors));
        json.EndObject();
    }

    private static void WriteWarnings(JsonOutput json, InjectionResult result)
    {
        if (result.Errors.Count == 0 && result.Notes.Count == 0)
        {
            return;
        }

        var errors = result.Allowed ? result.Errors : [];
        var texts = errors.Concat(result.Notes.Where(note => note.Reason.Kind == ReasonKind.Warning)).Select(finding => finding.ToString()).ToList();
        if (texts.Count == 0)
        {
            return;
        }

        json.StartArray("warnings"u8);
        foreach (var warning in WarningList.Of(texts))
        {
            json.String(warning);
        }

        json.EndArray();
    }

    private static void WriteAudit(JsonOutput json, InjectionResult result)
    {
        json.StartObject("auditAnnotations"u8);
        json.String("reason"u8, result.Reason.Code);
        if (result.Record is { Mounts.Count: > 0 } record)
        {
            var mounts = new StringBuilder();
            foreach (var mount in record.Mounts)
            {
                mounts.Append(mounts.Length > 0 ? " " : "").Append(mount.Container).Append(':').Append(mount.Path).Append('=').Append(mount.Strategy);
            }

            json.String("mounts"u8, mounts.ToString());
        }

        if (result.Errors.Count + result.Notes.Count > 0)
        {
            json.String("findings"u8, string.Join(' ', result.Errors.Concat(result.Notes).Select(finding => finding.Reason.Code).Distinct(StringComparer.Ordinal)));
        }

        json.EndObject();
    }
}
