using System.Text.Json.Nodes;

namespace ConfigSync.TestKit.ApiServer;

/// <summary>A request that the server refuses, in the words of the API server.</summary>
internal sealed class Refusal(int code, string reason, string message, JsonObject? details = null) : Exception(message)
{
    public int Code { get; } = code;

    public int? RetryAfterSeconds { get; } = (int?)details?["retryAfterSeconds"];

    public static Refusal NotFound(ApiPath path) => new(404, "NotFound", $"{Resource(path)} \"{path.Name}\" not found", About(path));

    public static Refusal AlreadyExists(ApiPath path) => new(409, "AlreadyExists", $"{Resource(path)} \"{path.Name}\" already exists", About(path));

    public static Refusal Modified(ApiPath path) => new(409, "Conflict",
        $"Operation cannot be fulfilled on {Resource(path)} \"{path.Name}\": " +
        "the object has been modified; please apply your changes to the latest version and try again", About(path));

    /// <summary>A uid in a patch is no precondition but a change of the uid, which validation finds twice.</summary>
    public static Refusal OtherUid(string kind, string name, string given)
    {
        var cause = $"Invalid value: \"{given}\": field is immutable";
        var causes = Enumerable.Range(0, 2).Select(JsonNode (_) => Cause("metadata.uid", "FieldValueInvalid", cause));
        var details = new JsonObject { ["kind"] = kind, ["name"] = name, ["causes"] = new JsonArray([.. causes]) };
        return new Refusal(422, "Invalid", $"{kind} \"{name}\" is invalid: metadata.uid: {cause}", details);
    }

    public static Refusal NoFieldManager()
    {
        const string Reason = "Required value: is required for apply patch";
        var details = new JsonObject { ["group"] = "meta.k8s.io", ["kind"] = "PatchOptions", ["causes"] = new JsonArray(Cause("fieldManager", "FieldValueRequired", Reason)) };
        return new Refusal(422, "Invalid", $"PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: {Reason}", details);
    }

    public static Refusal Forbidden(string verb, ApiPath path) => new(403, "Forbidden",
        $"{Resource(path)}{(path.Name is null ? "" : $" \"{path.Name}\"")} is forbidden: User \"system:serviceaccount:config-sync:config-sync-controller\" " +
        $"cannot {verb} resource \"{path.Resource}\" in API group \"{path.Group}\" {(path.Namespace is null ? "at the cluster scope" : $"in the namespace \"{path.Namespace}\"")}",
        About(path));

    public static Refusal Expired(long asked, long oldest) => new(410, "Expired", $"too old resource version: {asked} ({oldest})");

    public static Refusal Injected(FaultRule rule) => new(
        rule.Status, rule.Reason, rule.Message, rule.RetryAfterSeconds is { } seconds ? new JsonObject { ["retryAfterSeconds"] = seconds } : null);

    public JsonObject ToStatus()
    {
        var status = new JsonObject
        {
            ["kind"] = "Status",
            ["apiVersion"] = "v1",
            ["metadata"] = new JsonObject(),
            ["status"] = "Failure",
            ["message"] = Message,
            ["reason"] = reason,
            ["code"] = Code,
        };
        if (details is not null)
        {
            status["details"] = details.DeepClone();
        }

        return status;
    }

    private static string Resource(ApiPath path) => path.Group.Length == 0 ? path.Resource : $"{path.Resource}.{path.Group}";

    private static JsonObject About(ApiPath path)
    {
        var details = new JsonObject { ["kind"] = path.Resource };
        if (path.Name is not null)
        {
            details["name"] = path.Name;
        }

        if (path.Group.Length > 0)
        {
            details["group"] = path.Group;
        }

        return details;
    }

    private static JsonObject Cause(string field, string reason, string message) => new() { ["field"] = field, ["message"] = message, ["reason"] = reason };
}
