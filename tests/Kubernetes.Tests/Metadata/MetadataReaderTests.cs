using System.Text;
using System.Text.Json;
using ConfigSync.Kubernetes.Client;
using ConfigSync.Kubernetes.Metadata;
using ConfigSync.Kubernetes.Watching;

namespace ConfigSync.Kubernetes.Tests.Metadata;

public sealed class MetadataReaderTests
{
    // As a 1.36 API server sends it, with the strange members that real clusters have.
    private const string Pod = """
        {"kind":"PartialObjectMetadata","apiVersion":"meta.k8s.io/v1","metadata":{"name":"web-7d9c5b8f6-x2x9k","generateName":"web-7d9c5b8f6-",
        "namespace":"shop","uid":"0f1f3b6e-9c0a-4c1e-8f3b-2f6f0c9d1a11","resourceVersion":"48211","creationTimestamp":"2026-01-02T03:04:05Z",
        "deletionTimestamp":"2026-01-02T04:04:05Z","deletionGracePeriodSeconds":30,"labels":{"app":"web","name":"not-the-name"},
        "annotations":{"other":"{\"metadata\":{\"name\":\"trap\"}}","config-sync.dev/nudge":"42","kubernetes.io/x":"ü\n"},
        "ownerReferences":[{"apiVersion":"v1","kind":"Node","name":"n1","uid":"1"},
        {"apiVersion":"apps/v1","kind":"ReplicaSet","name":"web-7d9c5b8f6","uid":"2","controller":true,"blockOwnerDeletion":true}],
        "managedFields":[{"manager":"kubelet","operation":"Update","apiVersion":"v1","time":"2026-01-02T03:05:00Z","fieldsType":"FieldsV1",
        "fieldsV1":{"f:metadata":{"f:time":{},"f:annotations":{".":{},"f:name":{}}}},"subresource":"status"},
        {"manager":"kube-controller-manager","operation":"Update","time":"2026-01-02T03:04:05Z"}]}}
        """;

    [Fact]
    public void WhatWasSelectedIsReadAndTheRestSkipped()
    {
        var pod = MetadataReader.ReadObject(Encoding.UTF8.GetBytes(Pod), new MetadataSelection(["config-sync.dev/injected", "config-sync.dev/nudge"]));

        Assert.Equal(("web-7d9c5b8f6-x2x9k", "shop", "48211", true), (pod.Name, pod.Namespace, pod.ResourceVersion, pod.IsTerminating));
        Assert.Equal([null, "42"], pod.Annotations);
        Assert.Equal(new OwnerReference("apps/v1", "ReplicaSet", "web-7d9c5b8f6", "2"), pod.Controller);
        Assert.Equal(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), pod.CreatedAt);
        Assert.Equal(new DateTimeOffset(2026, 1, 2, 3, 5, 0, TimeSpan.Zero), pod.ModifiedAt);
    }

    [Fact]
    public void NamesOfOwnersAreKeptOnce()
    {
        var selection = new MetadataSelection([]);

        var first = MetadataReader.ReadObject(Encoding.UTF8.GetBytes(Pod), selection);
        var second = MetadataReader.ReadObject(Encoding.UTF8.GetBytes(Pod), selection);

        Assert.Same(first.Namespace, second.Namespace);
        Assert.Same(first.Controller!.Name, second.Controller!.Name);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"metadata":[]}""")]
    [InlineData("""{"metadata":{"name":"a" """)]
    [InlineData("<html>")]
    [InlineData("")]
    public void AnythingElseIsRefusedAsJson(string text) =>
        Assert.ThrowsAny<JsonException>(() => MetadataReader.ReadObject(Encoding.UTF8.GetBytes(text), new MetadataSelection([])));

    [Theory]
    [InlineData("""{"object":{"metadata":{"name":"a","resourceVersion":"7"}},"type":"DELETED"}""")]
    [InlineData("""{"type":"DELETED","extra":[1],"object":{"metadata":{"name":"a","resourceVersion":"7"}}}""")]
    public void MembersOfAnEventMayComeInAnyOrder(string line)
    {
        var (kind, subject) = WatchEventReader.Read(Encoding.UTF8.GetBytes(line), Request, new MetadataSelection([]));

        Assert.Equal((WatchEventKind.Deleted, "a", "7"), (kind, subject.Name, subject.ResourceVersion));
    }

    [Fact]
    public void ErrorEventIsThrownAsWhatItSays()
    {
        const string Line = """
            {"type":"ERROR","object":{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure",
            "message":"too old resource version: 1 (2)","reason":"Expired","code":410}}
            """;

        var e = Assert.Throws<KubernetesApiException>(() => WatchEventReader.Read(Encoding.UTF8.GetBytes(Line), Request, new MetadataSelection([])));

        Assert.True(e.IsExpired);
        Assert.Equal("can't watch pods: 410 Expired: too old resource version: 1 (2)", e.Message);
    }

    private static ApiRequest Request => new("watch", "pods", HttpMethod.Get, "/api/v1/pods");
}
