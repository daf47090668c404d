using System.Net.Http.Headers;

namespace ConfigSync.Kubernetes.Client;

internal static class MediaTypes
{
    /// <summary>Metadata only: the server leaves out the rest, so data of ConfigMaps and Secrets never reaches us.
    /// See https://kubernetes.io/docs/reference/using-api/api-concepts/#receiving-resources-as-partialobjectmetadata.</summary>
    public const string PartialObject = "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1";

    public const string PartialObjectList = "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1";

    public static readonly MediaTypeHeaderValue MergePatch = new("application/merge-patch+json");

    /// <summary>Server-side apply. JSON is YAML.</summary>
    public static readonly MediaTypeHeaderValue Apply = new("application/apply-patch+yaml");
}
