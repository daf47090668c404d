using System.Text;

namespace ConfigSync.TestKit.ApiServer;

/// <summary>A line of a watch, in the shapes that the API server sends.</summary>
/// <param name="Bytes">What is sent.</param>
/// <param name="ThenCut">Whether the connection is cut after it.</param>
internal sealed record WatchLine(byte[] Bytes, bool ThenCut = false)
{
    public static readonly WatchLine CutNow = new([], ThenCut: true);

    public static readonly WatchLine Half = new(
        """{"type":"MODIFIED","object":{"kind":"PartialObjectMetadata","apiVersion":"meta.k8s.io/v1","metadata":{"name":"ha"""u8.ToArray(), ThenCut: true);

    public static WatchLine Event(string type, byte[] subject) => new([.. Encoding.ASCII.GetBytes($$"""{"type":"{{type}}","object":"""), .. subject, (byte)'}', (byte)'\n']);

    public static WatchLine Bookmark(long version) => Event(
        "BOOKMARK",
        Encoding.ASCII.GetBytes($$$"""{"kind":"PartialObjectMetadata","apiVersion":"meta.k8s.io/v1","metadata":{"resourceVersion":"{{{version}}}","creationTimestamp":null}}"""));
}
