using NJsonSchema;
using NJsonSchema.Validation;

namespace ConfigSync.TestKit.Schemas;

/// <summary>The OpenAPI schema of a Pod as Kubernetes 1.36 publishes it; a field that it does not know is a fault.</summary>
public static class PodSchema
{
    private static readonly Lazy<JsonSchema> Schema = new(Load);

    /// <summary>Every fault of <paramref name="json"/>, a line each with its path; empty when it is a valid Pod.</summary>
    public static IReadOnlyList<string> Validate(string json) =>
        [.. Schema.Value.Validate(json).SelectMany(Leaves).Select(fault => $"{fault.Path}: {fault.Kind}")];

    private static JsonSchema Load()
    {
        using var stream = typeof(PodSchema).Assembly.GetManifestResourceStream("pod.schema.json")!;
        using var reader = new StreamReader(stream);
        return JsonSchema.FromJsonAsync(reader.ReadToEnd()).GetAwaiter().GetResult();
    }

    // A fault below an anyOf or an array stands inside the fault of its parent, whose text says nothing of what is wrong.
    private static IEnumerable<ValidationError> Leaves(ValidationError fault) => fault switch
    {
        ChildSchemaValidationError parent => parent.Errors.Values.SelectMany(children => children).SelectMany(Leaves).DefaultIfEmpty(fault),
        MultiTypeValidationError union => union.Errors.Values.SelectMany(children => children).SelectMany(Leaves).DefaultIfEmpty(fault),
        _ => [fault],
    };
}
