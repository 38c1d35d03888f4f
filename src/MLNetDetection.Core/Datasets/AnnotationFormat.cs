namespace MLNetDetection.Core.Datasets;

/// <summary>The annotation formats that are read and written.</summary>
public enum AnnotationFormat
{
    /// <summary>Pascal VOC: an .xml for each image, in VOC's own folders or beside the images.</summary>
    PascalVoc,

    /// <summary>COCO's instances JSON: images, annotations, categories.</summary>
    Coco,

    /// <summary>VoTT's JSON: an export, a .vott project, or its -asset.json files; what Model Builder takes.</summary>
    VottJson,

    /// <summary>VoTT's CSV export: "image","xmin","ymin","xmax","ymax","label", one row for each box.</summary>
    VottCsv,

    /// <summary>YOLO: a .txt of normalised boxes for each image, with data.yaml, obj.data or a file of names.</summary>
    Yolo,

    /// <summary>mmdetection's middle form as JSON: filename, width, height, ann with bboxes, labels and bboxes_ignore.</summary>
    MmdetectionJson,

    /// <summary>mmdetection's text form: blocks of "#", image, size, count and boxes.</summary>
    MmdetectionText,

    /// <summary>Lines of "path x1,y1,x2,y2,class x1,y1,x2,y2,class ...".</summary>
    BoxLines,

    /// <summary>CSV or TSV with a header and one row for each box.</summary>
    BoxTable,

    /// <summary>CSV or TSV with one row for each image: path, class names, numbers; as ML.NET's own samples have it.</summary>
    ImageTable,

    /// <summary>LabelMe: a .json for each image.</summary>
    LabelMe,
}
