package dev.zmol.processor.stack;

import javax.annotation.processing.Messager;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.tools.Diagnostic;

/** Reports the mistakes of one request, all of them in one pass, each where it stands. */
final class Problems {
  private final Messager messager;
  private final StackRequest request;
  private boolean found;

  Problems(Messager messager, StackRequest request) {
    this.messager = messager;
    this.request = request;
  }

  /** Reports a mistake in an argument of the annotation; in the annotation itself if the argument is null. */
  void at(AnnotationValue argument, String message) {
    found = true;
    messager.printMessage(Diagnostic.Kind.ERROR, message, request.type(), request.annotation(), argument);
  }

  /** Reports a mistake in a type or a method. */
  void at(Element element, String message) {
    found = true;
    messager.printMessage(Diagnostic.Kind.ERROR, message, element);
  }

  boolean found() {
    return found;
  }
}
